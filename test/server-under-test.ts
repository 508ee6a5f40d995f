import type { Config } from '../src/config.js';
import { type Context, createContext } from '../src/context.js';
import { startServer } from '../src/server.js';
import { createClient } from '../src/services/create-client.js';
import type { ClientRole } from '../src/services/tokens.js';
import { parseAllowList } from '../src/webhooks/target-guard.js';
import { configOn, freshStore, type Json } from './app-under-test.js';

export interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The whole service listening on a free port, worker included, on a store of its own; webhooks may go to this machine. */
export interface ServerUnderTest {
  readonly url: string;
  readonly context: Context;
  client(project: string, role: ClientRole, config?: object): Promise<Client>;
  caller(client: Client): Caller;
  close(): Promise<void>;
}

export async function serverUnderTest(settings: Partial<Config> = {}): Promise<ServerUnderTest> {
  const { store, drop } = await freshStore();
  const webhookAllow = parseAllowList('127.0.0.1/32');
  if (webhookAllow === null) throw new Error('the allow list is none');
  const context = await createContext({ ...configOn(store), webhookAllow, ...settings });
  const server = await startServer(context, { withWorker: true });
  return {
    url: server.url,
    context,
    client: (project, role, config = {}) =>
      createClient(context.services, { name: `${role} of ${project}`, project, role, config }),
    caller: (client) => new Caller(server.url, context, client),
    close: async () => {
      await server.close();
      await context.close();
      await drop();
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

/** A back end that speaks contract A over the network with its own client. */
export class Caller {
  private token = '';

  constructor(
    private readonly url: string,
    private readonly context: Context,
    private readonly client: Client,
  ) {}

  async call(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> {
    if (this.token === '') {
      const { clientId, clientSecret } = this.client;
      this.token = (await this.context.tokens.issueFor(clientId, clientSecret)).accessToken;
    }
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
  }

  /** Asks again until the answer is as wanted; fails after ten seconds. */
  async until(path: string, isReached: (body: Json) => boolean): Promise<Json> {
    for (let tries = 0; tries < 200; tries += 1) {
      const { body } = await this.call('GET', path);
      if (isReached(body)) return body;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`${path} never came to what was expected`);
  }
}

/** Whether an analysis has ended. */
export function hasEnded({ status }: Json): boolean {
  return status === 'COMPLETED' || status === 'ERROR';
}
