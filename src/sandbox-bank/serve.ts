import { setTimeout as sleep } from 'node:timers/promises';
import fastify from 'fastify';
import { sandboxBank } from './plugin.js';

/** The bank on a port of its own. */
export interface RunningBank {
  readonly url: string;
  close(): Promise<void>;
}

/** Runs the simulated bank by itself; `port` 0 picks a free one. */
export async function serveSandboxBank(given: {
  readonly host: string;
  readonly port: number;
  readonly secretKey: string;
  readonly clientId: string;
  readonly clientSecret: string;
}): Promise<RunningBank> {
  // A hanging answer is one of its faults: closing must not wait for it.
  const app = fastify({ forceCloseConnections: true });
  await app.register(sandboxBank({ ...given, now: () => new Date(), sleep: async (ms) => sleep(ms) }));
  const url = await app.listen({ host: given.host, port: given.port });
  return { url, close: () => app.close() };
}
