import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { InputError } from './input-error.js';
import { untilStopped } from './until-stopped.js';

const DEFAULT_PORT = '8090';

/** Registers `saldo sandbox-bank`. */
export function sandboxBankCommand(program: Command): void {
  program
    .command('sandbox-bank')
    .description('run the simulated bank by itself, with invented customers and faults on demand')
    .option('--port <number>', 'port to listen on; 0 picks a free one', DEFAULT_PORT)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--client-id <id>', 'client that may ask for access', 'saldo')
    .option('--client-secret <secret>', 'its secret; made up and printed when left out')
    .action(runSandboxBank);
}

interface SandboxBankOptions {
  readonly port: string;
  readonly host: string;
  readonly clientId: string;
  readonly clientSecret?: string;
}

async function runSandboxBank({ port, host, clientId, clientSecret }: SandboxBankOptions): Promise<void> {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new InputError('--port takes a number from 0 to 65535');
  const { serveSandboxBank } = await import('../sandbox-bank/serve.js');
  const secret = clientSecret ?? randomBytes(16).toString('base64url');
  // Tokens last as long as this process, or as long as the client's secret where one is given.
  const secretKey = clientSecret ?? randomBytes(32).toString('base64url');
  try {
    const bank = await serveSandboxBank({ host, port: Number(port), secretKey, clientId, clientSecret: secret });
    process.stdout.write(`sandbox bank ENABNL2A listening on ${bank.url}\n`);
    if (clientSecret === undefined) process.stdout.write(`client id ${clientId}, client secret ${secret}\n`);
    try {
      await untilStopped();
    } finally {
      await bank.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new InputError(`port ${port} is in use: choose another with --port`);
  }
}
