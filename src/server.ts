import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { buildApp } from './api/app.js';
import type { Context } from './context.js';
import { type RunningWorker, startWorker, type WorkerOptions } from './worker.js';

export interface RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the API, and the worker beside it unless told otherwise; resolves once it answers. */
export async function startServer(
  context: Context,
  options: WorkerOptions & { readonly withWorker: boolean },
): Promise<RunningServer> {
  const { config } = context;
  const app = await buildApp(context);
  let worker: RunningWorker | null = null;
  const close = async () => {
    await app.close();
    await worker?.stop();
  };
  try {
    await app.listen({ host: config.host, port: config.port });
    context.sandbox?.listensAt(urlOf(app, config.host));
    if (options.withWorker) worker = await startWorker(context, options);
  } catch (error) {
    await close();
    throw error;
  }
  return { url: urlOf(app, config.host), close };
}

function urlOf(app: FastifyInstance, host: string): string {
  const { port } = app.server.address() as AddressInfo;
  return `http://${hostInUrl(host)}:${port}`;
}

/** An IPv6 address stands in brackets in a URL (RFC 3986 §3.2.2). */
function hostInUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
