import { type Command, Option } from 'commander';
import { configFrom } from '../config.js';
import { InputError } from './input-error.js';
import { untilStopped } from './until-stopped.js';

interface ServeOptions {
  readonly port?: string;
  readonly worker: boolean;
  readonly dashboard: boolean;
  readonly examples?: boolean;
}

/** Registers `saldo serve`. */
export function serveCommand(program: Command): void {
  program
    .command('serve')
    .description('run the API, with the worker beside it')
    .option('--port <number>', 'port to listen on; 0 picks a free one (default: PORT, else 8080)')
    .option('--no-worker', 'answer requests only; leave the queued work to `saldo worker` processes')
    .option('--no-dashboard', 'do not serve the dashboard’s pages')
    .addOption(new Option('--examples', 'load the example customers on first run and print what to try'))
    .action(runServe);
}

async function runServe(options: ServeOptions): Promise<void> {
  const config = configFrom(options.port === undefined ? process.env : { ...process.env, PORT: options.port });
  const [{ createContext }, { startServer }] = await Promise.all([import('../context.js'), import('../server.js')]);
  const context = await createContext(config, { withWorker: options.worker });
  try {
    const server = await startServer(context, { withWorker: options.worker, ownThread: true });
    try {
      process.stdout.write(`listening on ${server.url}\n`);
      if (options.examples) await (await import('./offer-examples.js')).offerExamples(context, server.url);
      await untilStopped();
    } finally {
      await server.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new InputError(`port ${config.port} is in use: choose another with --port or PORT`);
  } finally {
    await context.close();
  }
}
