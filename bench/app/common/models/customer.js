'use strict';

// With BENCH_HOOK there is one hook: what it costs is the difference to a server without.
module.exports = function (Customer) {
  if (!process.env.BENCH_HOOK) return;
  Customer.observe('before save', async ({ instance, data }) => {
    const values = instance ?? data;
    if (typeof values.name === 'string') values.name = values.name.trim();
  });
};
