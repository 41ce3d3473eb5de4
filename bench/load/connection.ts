import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const END_OF_HEAD = '\r\n\r\n';
const LAST_CHUNK = Buffer.from('0\r\n\r\n');
const LONGEST_HEAD = 1024;

/** A kept-alive HTTP connection that reads of an answer only its status and its length: the load must cost little. */
export class Connection {
  readonly #socket: Socket;
  #left = 0;
  #inBody = false;
  #answered: (error?: Error) => void = () => undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('error', (error) => this.#answered(error));
    socket.on('close', () => this.#answered(new Error('The server has closed the connection.')));
  }

  static async open(port: number): Promise<Connection> {
    const socket = connect({ port, host: '127.0.0.1' });
    await once(socket, 'connect');
    return new Connection(socket);
  }

  /** Sends the requests that `next` gives, one after the other. */
  drain(next: () => string | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#answered = (error) => {
        const request = error === undefined ? next() : undefined;
        if (error !== undefined) reject(error);
        else if (request === undefined) resolve();
        else this.#socket.write(request);
      };
      this.#answered();
    });
  }

  close(): void {
    this.#answered = () => undefined;
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    if (this.#inBody) this.#left -= chunk.length;
    else this.#readHead(chunk);
    const isOver = this.#left === Infinity ? chunk.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK) : this.#left === 0;
    this.#inBody = !isOver;
    if (isOver) this.#answered();
  }

  #readHead(chunk: Buffer): void {
    const head = chunk.toString('latin1', 0, Math.min(chunk.length, LONGEST_HEAD));
    const end = head.indexOf(END_OF_HEAD);
    const status = head.slice(9, 12);
    if (end === -1 || status !== '200') return this.#answered(new Error(`Unexpected answer:\n${head}`));
    const length = /content-length: (\d+)/i.exec(head)?.[1];
    this.#left = length === undefined ? Infinity : Number(length) + end + END_OF_HEAD.length - chunk.length;
  }
}
