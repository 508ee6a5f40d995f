import { type ChildProcess, spawn } from 'node:child_process';

/** A process of the service that can be killed and started again, as an operator's supervisor would. */
export class Process {
  private child: ChildProcess | null = null;

  constructor(
    private readonly args: readonly string[],
    private readonly env: Readonly<Record<string, string>>,
    /** Text on standard output that says it is ready; null when it says nothing. */
    private readonly ready: string | null,
  ) {}

  /** Starts it; resolves with the line that says it is ready. */
  async start(): Promise<string> {
    const saldo = new URL('../../bin/saldo', import.meta.url).pathname;
    const child = spawn(process.execPath, [saldo, ...this.args], {
      env: { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'error', ...this.env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.child = child;
    if (this.ready === null) return '';
    return new Promise((resolve, reject) => {
      let text = '';
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8');
        const line = text.split('\n').find((one) => one.includes(this.ready ?? ''));
        if (line) resolve(line);
      });
      child.once('exit', (code) => reject(new Error(`${this.args.join(' ')} ended with ${code} before it was ready`)));
    });
  }

  /** SIGKILL: nothing is finished, nothing is said. */
  async kill(): Promise<void> {
    const { child } = this;
    if (child === null || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }
}

/** A generator with a stated seed (Lehmer 1951), so that a storm can be repeated; numbers in 0..1. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
