import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Logger, pino } from 'pino';
import type { Config } from './config.js';
import type { BankFetcher } from './domain/bank-fetcher.js';
import type { CalendarDate } from './domain/calendar-date.js';
import { AppError } from './domain/errors.js';
import type { Reference } from './domain/reference.js';
import { type FaultLog, faultLog } from './fault-log.js';
import type { BankEndpoint } from './fetch/endpoints.js';
import { httpBankFetcher } from './fetch/http-bank-fetcher.js';
import { joinQueue, openQueue } from './jobs/pg-boss.js';
import { type OwnBank, ownBank } from './own-bank.js';
import { readCompiled, referenceOn } from './reference/load.js';
import { createClient } from './services/create-client.js';
import type { AnalysisServices, Services, WebhookSettings } from './services/services.js';
import { ensureSigningKey } from './services/signing-keys.js';
import { Tokens } from './services/tokens.js';
import type { SharedDatabase } from './store/database.js';
import { migrate } from './store/migrate.js';
import { openDatabase, openSharedDatabase } from './store/open-database.js';
import { openMailer } from './webhooks/notify-by-mail.js';
import { resolveBySystem } from './webhooks/target-guard.js';

/** Everything a process of Saldo runs on. */
export interface Context {
  readonly config: Config;
  readonly log: Logger;
  readonly services: Services;
  readonly tokens: Tokens;
  /** Logs a fault of ours. */
  readonly faults: FaultLog;
  /** The simulated bank of this process; null where it is switched off. */
  readonly sandbox: OwnBank | null;
  close(): Promise<void>;
}

const newId = () => randomBytes(12).toString('hex');
const now = () => new Date();

/** Days whose reference data are kept: a server meets few, and each may hold a tree of names. */
const REFERENCE_DAYS_MAX = 8;

function referenceByDay(): (asOf: CalendarDate) => Reference {
  const compiled = readCompiled();
  const byDay = new Map<CalendarDate, Reference>();
  return (asOf) => {
    const known = byDay.get(asOf);
    if (known) return known;
    const reference = referenceOn(compiled, asOf);
    // Most days have the parameters of the day before: the same object then spares the engine a new tree of names.
    const parameters = JSON.stringify(reference.parameters);
    const equal = [...byDay.values()].find((other) => JSON.stringify(other.parameters) === parameters);
    if (byDay.size >= REFERENCE_DAYS_MAX) byDay.clear();
    byDay.set(asOf, equal ?? reference);
    return equal ?? reference;
  };
}

/** Rows named in the log; one more says how many others there are. */
const REFUSED_NAMED_MAX = 20;

function reportRefused(log: Logger, { companyRegister: { companies, refused } }: Config): void {
  if (refused.length === 0) return;
  const rows = refused.slice(0, REFUSED_NAMED_MAX);
  log.warn({ taken: companies.size, refused: refused.length, rows }, 'rows of SALDO_COMPANY_REGISTER refused');
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

function webhookSettings(config: Config): WebhookSettings {
  return {
    allow: config.webhookAllow,
    schedule: config.webhookSchedule,
    lookup: resolveBySystem,
    mailer: config.mail === null ? null : openMailer(config.mail),
    jitter: Math.random,
  };
}

/** The banks of the configuration and the simulated one; an address given for the latter counts more. */
function banksOf({ bankEndpoints }: Config, sandbox: OwnBank | null, now: () => Date): BankFetcher {
  const own: [string, BankEndpoint][] = sandbox === null ? [] : [[sandbox.endpoint.providerKey, sandbox.endpoint]];
  const endpoints = new Map([...own, ...bankEndpoints]);
  return httpBankFetcher({ endpoints, now, sleep: async (ms) => sleep(ms), jitter: Math.random });
}

/** Constructs everything from the configuration, migrates the store and makes sure of keys and bootstrap clients. */
export async function createContext(
  config: Config,
  options: { readonly withWorker: boolean; readonly banks?: BankFetcher } = { withWorker: true },
): Promise<Context> {
  const log = pino({ level: config.logLevel, base: null }, pino.destination(2));
  const faults = faultLog(log);
  reportRefused(log, config);
  const database = await openDatabase(config.store);
  try {
    const ran = await migrate(database);
    if (ran.length > 0) log.info({ migrations: ran }, 'migrated');
    const queue = await openQueue(database, {
      supervise: options.withWorker,
      onError: (error) => faults('queue fault', error),
    });
    const sandbox = config.sandboxBank ? ownBank(config, now) : null;
    const services: Services = {
      database,
      queue,
      reference: referenceByDay(),
      now,
      newId,
      secretKey: config.secretKey,
      webhooks: webhookSettings(config),
      banks: options.banks ?? banksOf(config, sandbox, now),
      companies: config.companyRegister.companies,
      publicUrl: config.publicUrl,
    };
    await ensureSigningKey(services);
    await bootstrap(services, config);
    return {
      config,
      log,
      services,
      tokens: new Tokens(services),
      faults,
      sandbox,
      close: async () => {
        services.webhooks.mailer?.close();
        await queue.stop();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** What a thread that computes analyses is given by the one that opened the database; all of it can be handed over. */
export interface AnalysisSettings extends Pick<AnalysisServices, 'secretKey' | 'companies'> {
  readonly database: SharedDatabase;
  readonly webhooks: Pick<WebhookSettings, 'schedule'>;
}

export function analysisSettingsOf({ services }: Pick<Context, 'services'>): AnalysisSettings {
  const { database, secretKey, companies, webhooks } = services;
  return { database: database.share(), secretKey, companies, webhooks: { schedule: webhooks.schedule } };
}

/** Everything that computing analyses in another thread runs on. */
export interface AnalysisContext {
  readonly services: AnalysisServices;
  close(): Promise<void>;
}

/** Constructs it on a store that the first thread has migrated. */
export async function createAnalysisContext(
  { database: shared, ...settings }: AnalysisSettings,
  onError: (error: unknown) => void,
): Promise<AnalysisContext> {
  const database = await openSharedDatabase(shared);
  const queue = joinQueue(database, onError);
  return {
    services: { ...settings, database, queue, reference: referenceByDay(), now, newId },
    close: async () => {
      await queue.stop();
      await database.close();
    },
  };
}
