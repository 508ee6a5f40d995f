import { Command, CommanderError } from 'commander';
import { ConfigError } from '../config.js';
import { AppError } from '../domain/errors.js';
import { DirectoryInUseError } from '../store/directory-lock.js';
import { analyzeCommand } from './analyze.js';
import { backtestCommand } from './backtest.js';
import { berkaCasesCommand } from './berka-cases.js';
import { clientCommand } from './client.js';
import { evalCommand } from './eval.js';
import { explainCommand } from './explain.js';
import { BAD_INPUT_EXIT_CODE, InputError } from './input-error.js';
import { migrateCommand } from './migrate.js';
import { replayCommand } from './replay.js';
import { sandboxBankCommand } from './sandbox-bank.js';
import { serveCommand } from './serve.js';
import { trainCommand } from './train.js';
import { workerCommand } from './worker.js';

const COMMANDS = [
  serveCommand,
  workerCommand,
  sandboxBankCommand,
  migrateCommand,
  clientCommand,
  analyzeCommand,
  evalCommand,
  trainCommand,
  backtestCommand,
  berkaCasesCommand,
  replayCommand,
  explainCommand,
];

/** The `saldo` command. Commands that need the server or the store load them only when they run. */
function programOf(): Command {
  const program = new Command('saldo');
  program
    .description('bank transactions into a credit decision’s evidence')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true });
  for (const register of COMMANDS) register(program);
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
    } else if (isForThePerson(error)) {
      process.stderr.write(`saldo: ${error.message}\n`);
      process.exitCode = BAD_INPUT_EXIT_CODE;
    } else {
      process.stderr.write(`saldo: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exitCode = 1;
    }
  }
}

/** Errors whose message tells the person at the terminal what to change; all others are faults of ours. */
function isForThePerson(error: unknown): error is Error {
  const isRefusal = error instanceof AppError && error.status < 500;
  return isRefusal || [InputError, ConfigError, DirectoryInUseError].some((kind) => error instanceof kind);
}
