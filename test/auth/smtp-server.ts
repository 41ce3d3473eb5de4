import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** A mail as it came over the wire. */
export interface ReceivedMail {
  /** The commands before the data: `MAIL FROM:<…>`, `RCPT TO:<…>`. */
  readonly envelope: readonly string[];
  readonly lines: readonly string[];
}

/** A server that speaks as much SMTP as a mail needs. */
export interface SmtpServer {
  readonly port: number;
  readonly mails: ReceivedMail[];
  close(): Promise<void>;
}

/** @param silent - takes connections, and never says a word */
export async function startSmtpServer({ silent = false } = {}): Promise<SmtpServer> {
  const mails: ReceivedMail[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    if (!silent) talk(socket, mails);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    mails,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function talk(socket: Socket, mails: ReceivedMail[]): void {
  let envelope: string[] = [];
  let lines: string[] | undefined;
  const say = (text: string) => void socket.write(`${text}\r\n`);
  const onCommand = (line: string) => {
    const command = line.slice(0, 4).toUpperCase();
    switch (command) {
      case 'EHLO':
        return say('250-mail.test\r\n250 8BITMIME');
      case 'MAIL':
      case 'RCPT':
        if (line.includes('refused@')) return say('550 no such user');
        envelope.push(line);
        return say('250 ok');
      case 'DATA':
        lines = [];
        return say('354 go ahead');
      case 'QUIT':
        return void socket.end('221 bye\r\n');
      default:
        return say('250 ok');
    }
  };
  createInterface({ input: socket, crlfDelay: Infinity }).on('line', (line) => {
    if (lines === undefined) return onCommand(line);
    if (line !== '.') return void lines.push(line);
    mails.push({ envelope, lines });
    [envelope, lines] = [[], undefined];
    say('250 queued as 42');
  });
  say('220 mail.test ESMTP');
}
