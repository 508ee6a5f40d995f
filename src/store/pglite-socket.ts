import { Duplex } from 'node:stream';
import type { MessagePort } from 'node:worker_threads';

interface Chunk {
  readonly chunk: Uint8Array;
}

/** What PostgreSQL's driver takes for its socket: a message port to the thread of the embedded database. */
export class PgliteSocket extends Duplex {
  constructor(private readonly port: MessagePort) {
    super();
    port.on('message', (bytes: Uint8Array) => this.push(bytes));
    port.on('close', () => this.destroy(new Error('the database has been closed')));
  }

  /** The port is open already. */
  connect(): void {
    queueMicrotask(() => this.emit('connect'));
  }

  /** Of sockets, and asked for by the driver: messages are never held back. */
  setNoDelay(): void {}
  setKeepAlive(): void {}
  ref(): void {
    this.port.ref();
  }
  unref(): void {
    this.port.unref();
  }

  override _read(): void {}

  override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
    this.port.postMessage(chunk);
    done();
  }

  /** All messages of a query travel as one. */
  override _writev(chunks: Chunk[], done: () => void): void {
    this.port.postMessage(Buffer.concat(chunks.map(({ chunk }) => chunk)));
    done();
  }

  override _final(done: () => void): void {
    this.port.close();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.port.close();
    done(error);
  }
}
