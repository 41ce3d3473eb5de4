// Loaded into every server (`--import`): answers what the process has used so far.
process.on('message', (message) => {
  if (message !== 'usage') return;
  const { user, system } = process.cpuUsage();
  process.send({ cpuMicros: user + system, rss: process.memoryUsage.rss() });
});
process.channel?.unref();
