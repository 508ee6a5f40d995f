import { randomBytes } from 'node:crypto';
import { type Logger, pino } from 'pino';
import type { Config } from './config.js';
import type { CalendarDate } from './domain/calendar-date.js';
import { AppError } from './domain/errors.js';
import type { Reference } from './domain/reference.js';
import { openQueue } from './jobs/pg-boss.js';
import { readCompiled, referenceOn } from './reference/load.js';
import { createClient } from './services/create-client.js';
import type { Services } from './services/services.js';
import { ensureSigningKey, Tokens } from './services/tokens.js';
import { migrate } from './store/migrate.js';
import { openDatabase } from './store/open-database.js';

/** Everything a process of Saldo runs on. */
export interface Context {
  readonly config: Config;
  readonly log: Logger;
  readonly services: Services;
  readonly tokens: Tokens;
  close(): Promise<void>;
}

/** Days whose parameters are kept: a server meets few, and each holds one tree of names. */
const REFERENCE_DAYS_MAX = 4;

function referenceByDay(): (asOf: CalendarDate) => Reference {
  const compiled = readCompiled();
  const byParameters = new Map<string, Reference>();
  return (asOf) => {
    const reference = referenceOn(compiled, asOf);
    const key = JSON.stringify(reference.parameters);
    const known = byParameters.get(key);
    if (known) return known;
    if (byParameters.size >= REFERENCE_DAYS_MAX) byParameters.clear();
    byParameters.set(key, reference);
    return reference;
  };
}

async function bootstrap(services: Services, config: Config): Promise<void> {
  for (const client of config.bootstrap) {
    try {
      await createClient(services, { ...client, name: client.clientId });
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'ALREADY_EXISTS')) throw error;
    }
  }
}

/** Constructs everything from the configuration, migrates the store and makes sure of keys and bootstrap clients. */
export async function createContext(
  config: Config,
  options: { withWorker: boolean } = { withWorker: true },
): Promise<Context> {
  const log = pino({ level: config.logLevel, base: null }, pino.destination(2));
  const database = await openDatabase(config.store);
  try {
    const ran = await migrate(database);
    if (ran.length > 0) log.info({ migrations: ran }, 'migrated');
    const queue = await openQueue(database, { supervise: options.withWorker });
    const services: Services = {
      database,
      queue,
      reference: referenceByDay(),
      now: () => new Date(),
      newId: () => randomBytes(12).toString('hex'),
      secretKey: config.secretKey,
    };
    await ensureSigningKey(services);
    await bootstrap(services, config);
    return {
      config,
      log,
      services,
      tokens: new Tokens(services),
      close: async () => {
        await queue.stop();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
