import type { AddressInfo } from 'node:net';
import { buildApp } from './api/app.js';
import type { Context } from './context.js';
import { startWorker } from './worker.js';

export interface RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the API, and the worker beside it unless told otherwise; resolves once it answers. */
export async function startServer(context: Context, options: { withWorker: boolean }): Promise<RunningServer> {
  const { config, services, tokens, log } = context;
  const app = await buildApp({ services, tokens, log });
  const worker = options.withWorker ? await startWorker(context) : null;
  await app.listen({ host: config.host, port: config.port });
  const { port } = app.server.address() as AddressInfo;
  return {
    url: `http://${config.host}:${port}`,
    close: async () => {
      await app.close();
      await worker?.stop();
    },
  };
}
