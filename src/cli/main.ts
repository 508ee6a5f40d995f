import { Command, CommanderError } from 'commander';
import { AppError } from '../domain/errors.js';
import { analyzeCommand } from './analyze.js';
import { evalCommand } from './eval.js';
import { explainCommand } from './explain.js';
import { BAD_INPUT_EXIT_CODE, InputError } from './input-error.js';

/** The `saldo` command. Commands that need the server or the store load them only when they run. */
function programOf(): Command {
  const program = new Command('saldo');
  program
    .description('bank transactions into a credit decision’s evidence')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true });
  for (const register of [analyzeCommand, evalCommand, explainCommand]) {
    register(program);
  }
  return program;
}

/**
 * Runs one command line (`['node', 'saldo', …]`) and sets the exit code: 2 for input that cannot be worked with, 1 for
 * faults of ours, else 0.
 */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    await programOf().parseAsync([...argv]);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : BAD_INPUT_EXIT_CODE;
    } else if (error instanceof InputError || (error instanceof AppError && error.status < 500)) {
      process.stderr.write(`saldo: ${error.message}\n`);
      process.exitCode = BAD_INPUT_EXIT_CODE;
    } else {
      process.stderr.write(`saldo: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exitCode = 1;
    }
  }
}
