import type { Command } from 'commander';
import { configFrom } from '../config.js';

/** Registers `saldo migrate`. */
export function migrateCommand(program: Command): void {
  program
    .command('migrate')
    .description('bring the store up to date; `serve` and `worker` do so by themselves')
    .action(async () => {
      const config = configFrom(process.env);
      const { createContext } = await import('../context.js');
      // Constructing everything brings the tables, the queue's own schema and the signing key up to date.
      const context = await createContext(config, { withWorker: false });
      await context.close();
      process.stdout.write('the store is up to date\n');
    });
}
