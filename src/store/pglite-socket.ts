import { Duplex } from 'node:stream';
import type { MessagePort } from 'node:worker_threads';

/** What PostgreSQL's driver takes for its socket: a message port to the thread of the embedded database. */
export class PgliteSocket extends Duplex {
  private unsent: Uint8Array[] = [];

  constructor(private readonly port: MessagePort) {
    super();
    port.on('message', (bytes: Uint8Array) => this.push(bytes));
    port.on('close', () => this.destroy(new Error('the database has been closed')));
  }

  /** The port is open already. */
  connect(): void {
    queueMicrotask(() => this.emit('connect'));
  }

  /** Of sockets, and asked for by the driver; there is nothing to set. */
  setNoDelay(): void {}
  setKeepAlive(): void {}
  ref(): void {
    this.port.ref();
  }
  unref(): void {
    this.port.unref();
  }

  override _read(): void {}

  /** What is written in one turn travels as one message: waking the other thread costs more than a short statement. */
  override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
    if (this.unsent.length === 0) queueMicrotask(() => this.send());
    this.unsent.push(chunk);
    done();
  }

  private send(): void {
    if (this.unsent.length > 0) this.port.postMessage(Buffer.concat(this.unsent));
    this.unsent = [];
  }

  override _final(done: () => void): void {
    this.send();
    this.port.close();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.port.close();
    done(error);
  }
}
