import { connect } from 'node:net';
import type { HostileApp } from './hostile-app.js';

/** When a client that waits in vain gives up writing: Node answers nothing more to one that has. */
const PATIENCE = 1_500;

/** Sends bytes on a connection of their own, and reads until it ends. `undefined`: it did not end in time. */
export function sendRaw({ host, port }: HostileApp, bytes: string, timeout: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    const socket = connect({ host, port, allowHalfOpen: true }, () => socket.write(bytes, 'latin1'));
    const end = (isOver: boolean): void => {
      clearTimeout(timer);
      clearTimeout(patience);
      socket.destroy();
      resolve(isOver ? Buffer.concat(parts).toString() : undefined);
    };
    const timer = setTimeout(() => end(false), timeout);
    const patience = setTimeout(() => socket.end(), PATIENCE);
    socket.on('data', (part) => parts.push(part));
    socket.on('end', () => end(true));
    // The server may close while we still write: what it has said counts.
    socket.on('error', () => end(true));
  });
}

/** The answers in a stream of them, without an interim one. */
export function answersIn(
  text: string,
): readonly { readonly status: number; readonly head: string; readonly body: string }[] {
  const starts = [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)];
  return starts.flatMap((start, index) => {
    const status = Number(start[1]);
    const whole = text.slice(start.index, starts[index + 1]?.index);
    const mark = whole.indexOf('\r\n\r\n');
    return status === 100 ? [] : [{ status, head: whole.slice(0, mark), body: whole.slice(mark + 4) }];
  });
}
