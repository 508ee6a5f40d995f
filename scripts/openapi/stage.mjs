// What a story needs of the service: the app in this process on a store in memory, a clock that stands still, ids in a fixed order.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { STORY_TIME } from './recorder.mjs';

/** Ids of contract A in the order in which they are asked for. */
function countedIds() {
  let count = 0;
  return () => {
    count += 1;
    return createHash('sha256').update(`example ${count}`).digest('hex').slice(0, 24);
  };
}

/** A receiver of webhooks that acknowledges everything. */
async function openReceiver() {
  const server = createServer((_request, response) => response.writeHead(204).end());
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A name that no resolver knows; the stage's own look-up leads it here.
  return { target: `http://receiver.example:${server.address().port}/webhooks`, close: () => server.close() };
}

/** Sets the stage; `modules` are those of dist/, `banks` answers the consents of contract B. */
export async function openStage(modules, banks) {
  const { configFrom, createContext, buildApp, documentOf, parseAllowList, work } = modules;
  const settings = configFrom({
    SALDO_SECRET_KEY: 'none',
    LOG_LEVEL: 'silent',
    SALDO_PUBLIC_URL: 'https://saldo.example',
  });
  const config = {
    ...settings,
    store: { kind: 'memory' },
    webhookAllow: parseAllowList('127.0.0.1/32'),
    webhookSchedule: [0],
  };
  const context = await createContext(config, { withWorker: false, banks });
  let isBroken = false;
  const broken = () => Promise.reject(new Error('the store is away'));
  const database = new Proxy(context.services.database, {
    get: (target, name) =>
      isBroken ? broken : typeof target[name] === 'function' ? target[name].bind(target) : target[name],
  });
  const webhooks = { ...context.services.webhooks, lookup: async () => ['127.0.0.1'] };
  const now = () => new Date(STORY_TIME);
  const services = { ...context.services, now, newId: countedIds(), database, webhooks };
  const parts = { ...context, services, sandbox: null };
  const [app, limited] = [await buildApp(parts), await buildApp({ ...parts, clientRequestsPerMinuteMax: 1 })];
  const receiver = await openReceiver();
  return {
    services,
    tokens: context.tokens,
    app,
    /** The same where a client may send one request a minute. */
    limited,
    target: receiver.target,
    describe: (contract) => documentOf(app, contract),
    drain: () => work(services),
    /** Does something while the store is away. */
    whileBroken: async (act) => {
      isBroken = true;
      await act().finally(() => {
        isBroken = false;
      });
    },
    close: async () => {
      receiver.close();
      await Promise.all([app.close(), limited.close()]);
      await context.close();
    },
  };
}
