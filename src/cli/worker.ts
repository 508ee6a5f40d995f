import type { Command } from 'commander';
import { configFrom } from '../config.js';
import { untilStopped } from './until-stopped.js';

/** Registers `saldo worker`. */
export function workerCommand(program: Command): void {
  program
    .command('worker')
    .description('take queued analyses, any number of processes on any number of machines')
    .action(runWorker);
}

async function runWorker(): Promise<void> {
  const config = configFrom(process.env);
  const [{ createContext }, { startWorker }] = await Promise.all([import('../context.js'), import('../worker.js')]);
  const context = await createContext(config, { withWorker: true });
  try {
    const worker = await startWorker(context, { ownThread: true });
    process.stdout.write('working\n');
    await untilStopped();
    await worker.stop();
  } finally {
    await context.close();
  }
}
