import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ipaddr from 'ipaddr.js';
import { parseCurrency } from './domain/money.js';
import { type BankEndpoint, BankSettingsError, bankEndpointsFrom } from './fetch/endpoints.js';
import { type CompanyRegister, parseCompanyRegister, RegisterError } from './formats/company-register.js';
import type { StoreLocation } from './store/open-database.js';
import type { ClientRole } from './store/projects.js';
import type { MailSettings } from './webhooks/notify-by-mail.js';
import { DEFAULT_SCHEDULE, parseSchedule, type RetrySchedule } from './webhooks/retry-schedule.js';
import { type AllowList, parseAllowList } from './webhooks/target-guard.js';

/** A client that must exist once the server is up; from SALDO_BOOTSTRAP. */
export interface BootstrapClient {
  readonly project: string;
  readonly role: ClientRole;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly currency: string;
  readonly usage: 'personal' | 'business';
}

export interface Config {
  /** Banks whose PSD2 API this installation reaches. */
  readonly bankEndpoints: ReadonlyMap<string, BankEndpoint>;
  /** Whether the simulated bank runs beside the API. */
  readonly sandboxBank: boolean;
  /** From SALDO_COMPANY_REGISTER: companies by number in the trade register; none without it. */
  readonly companyRegister: CompanyRegister;
  /** Hours that an analysis waits for its bank details before it ends in an error. */
  readonly analysisTimeoutHours: number;
  /** Days that events are kept once no try will follow; null for ever. */
  readonly eventRetentionDays: number | null;
  /** Days that entries of the access log are kept; null for ever. */
  readonly auditRetentionDays: number | null;
  readonly host: string;
  readonly port: number;
  readonly store: StoreLocation;
  /** Seals secrets and signs; see docs/operations.md. */
  readonly secretKey: string;
  readonly bootstrap: readonly BootstrapClient[];
  readonly logLevel: string;
  /** From SALDO_PUBLIC_URL: where browsers reach this server; null takes the address of each request. */
  readonly publicUrl: string | null;
  /** From SALDO_TRUSTED_PROXIES: addresses and CIDR ranges, comma separated, whose X-Forwarded headers are believed. */
  readonly trustedProxies: readonly string[];
  /** From SALDO_WEBHOOK_ALLOW: hosts, addresses and CIDR ranges, comma separated, that webhooks may reach although private. */
  readonly webhookAllow: AllowList;
  /** From SALDO_WEBHOOK_SCHEDULE: seconds between tries, comma separated; the first waits before the first try. */
  readonly webhookSchedule: RetrySchedule;
  /** From SALDO_SMTP_URL and SALDO_MAIL_FROM, which come together, and SALDO_MAIL_TO; null sends no notification mail. */
  readonly mail: MailSettings | null;
}

/** A setting that cannot be used; the message names the variable and what it takes. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const ROLES: readonly string[] = ['api', 'connector', 'operator'];
const LOG_LEVELS: readonly string[] = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
const SECRET_FILE = 'secret-key';

function portOf(text: string | undefined): number {
  const port = Number(text ?? 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new ConfigError('PORT must be a number from 0 to 65535');
  return port;
}

const BOOTSTRAP_FORM = 'project:role:clientId:clientSecret[:currency[:personal|business]]';

function isCurrency(text: string): boolean {
  try {
    parseCurrency(text);
    return true;
  } catch {
    return false;
  }
}

function bootstrapClientOf(entry: string): BootstrapClient {
  const [project, role, clientId, clientSecret, currency = 'EUR', usage = 'personal', ...rest] = entry.split(':');
  const isWhole = project && role && clientId && clientSecret && rest.length === 0;
  const isKnown = isWhole && ROLES.includes(role) && ['personal', 'business'].includes(usage) && isCurrency(currency);
  if (!isKnown) {
    // The entry itself holds a secret and is not repeated.
    throw new ConfigError(
      `SALDO_BOOTSTRAP takes ${BOOTSTRAP_FORM}, comma separated, with role api, connector or operator and an ISO 4217 currency`,
    );
  }
  return {
    project,
    role: role as ClientRole,
    clientId,
    clientSecret,
    currency,
    usage: usage as 'personal' | 'business',
  };
}

function bootstrapOf(text: string | undefined): BootstrapClient[] {
  const entries = (text ?? '').split(',').map((entry) => entry.trim());
  return entries.filter((entry) => entry !== '').map(bootstrapClientOf);
}

/** The key from the environment; for the embedded store, one made on first use and kept beside the data. */
function secretKeyOf(env: NodeJS.ProcessEnv, store: StoreLocation): string {
  const given = env['SALDO_SECRET_KEY'];
  if (given) return given;
  if (store.kind === 'postgresql')
    throw new ConfigError(
      'SALDO_SECRET_KEY is required with DATABASE_URL: set the same long random text on every node',
    );
  if (store.kind === 'memory') return randomBytes(32).toString('base64url');
  const file = join(store.path, SECRET_FILE);
  mkdirSync(store.path, { recursive: true });
  try {
    // Never over a key that is there: what was hashed and sealed with it would be lost.
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const key = readFileSync(file, 'utf8').trim();
  if (key === '') throw new ConfigError(`${file} is empty: restore the key, or set SALDO_SECRET_KEY`);
  return key;
}

function trustedProxiesOf(text: string | undefined): string[] {
  const entries = (text ?? '').split(',').map((entry) => entry.trim());
  const proxies = entries.filter((entry) => entry !== '');
  // `10.1` is an address to some readers, and mistyped to others.
  const isAddress = (text: string) => ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
  if (!proxies.every((proxy) => isAddress(proxy) || ipaddr.isValidCIDR(proxy)))
    throw new ConfigError('SALDO_TRUSTED_PROXIES takes addresses and CIDR ranges, comma separated');
  return proxies;
}

function allowListOf(text: string | undefined): AllowList {
  const allow = parseAllowList(text ?? '');
  if (allow === null)
    throw new ConfigError('SALDO_WEBHOOK_ALLOW takes host names, addresses and CIDR ranges, comma separated');
  return allow;
}

function scheduleOf(text: string | undefined): RetrySchedule {
  const schedule = text ? parseSchedule(text) : DEFAULT_SCHEDULE;
  if (schedule === null)
    throw new ConfigError('SALDO_WEBHOOK_SCHEDULE takes seconds, comma separated, such as 0,5,300');
  return schedule;
}

/** One mail address, without a name beside it. */
const MAIL_ADDRESS = /^[^\s@,;<>"]+@[^\s@,;<>"]+$/;

function mailOf(env: NodeJS.ProcessEnv): MailSettings | null {
  const { SALDO_SMTP_URL: smtpUrl, SALDO_MAIL_FROM: from, SALDO_MAIL_TO: readers } = env;
  if (!smtpUrl) return null;
  // The URL holds a password and is not repeated.
  if (!/^smtps?:\/\/./.test(smtpUrl) || !URL.canParse(smtpUrl))
    throw new ConfigError('SALDO_SMTP_URL takes smtp://[user:password@]host[:port] or smtps://…');
  if (!from?.includes('@')) throw new ConfigError('SALDO_MAIL_FROM must be a mail address when SALDO_SMTP_URL is set');
  if (!readers) return { smtpUrl, from, to: [from] };
  const to = readers.split(',').map((address) => address.trim());
  if (!to.every((address) => MAIL_ADDRESS.test(address)))
    throw new ConfigError('SALDO_MAIL_TO takes mail addresses, comma separated');
  return { smtpUrl, from, to };
}

function publicUrlOf(text: string | undefined): string | null {
  if (!text) return null;
  if (!/^https?:\/\/[^/]+\/?$/.test(text) || !URL.canParse(text))
    throw new ConfigError('SALDO_PUBLIC_URL takes http(s)://host[:port] without a path');
  return new URL(text).origin;
}

function hoursOf(text: string | undefined): number {
  const hours = Number(text ?? 24);
  if (!(hours > 0 && hours <= 8_760))
    throw new ConfigError('SALDO_ANALYSIS_TIMEOUT_HOURS must be a number from 0 to 8760');
  return hours;
}

const EVENT_RETENTION_DAYS = 90;
/** What a lender may be asked about later, such as in a complaint, mostly is within three years. */
const AUDIT_RETENTION_DAYS = 1_095;

function retentionOf(env: NodeJS.ProcessEnv, name: string, fallbackDays: number): number | null {
  const text = env[name];
  if (text === 'never') return null;
  const days = Number(text ?? fallbackDays);
  if (!(days >= 1 && days <= 36_500)) throw new ConfigError(`${name} takes days from 1 to 36500, or never`);
  return days;
}

function bankEndpointsOf(env: NodeJS.ProcessEnv): ReadonlyMap<string, BankEndpoint> {
  try {
    return bankEndpointsFrom(env);
  } catch (error) {
    throw error instanceof BankSettingsError ? new ConfigError(error.message) : error;
  }
}

const REGISTER_BYTES_MAX = 100 * 1024 * 1024;

function companyRegisterOf(file: string | undefined): CompanyRegister {
  if (!file) return { companies: new Map(), refused: [] };
  try {
    if (statSync(file).size > REGISTER_BYTES_MAX)
      throw new RegisterError('is larger than 100 MiB: take the companies you need');
    return parseCompanyRegister(new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)));
  } catch (error) {
    throw new ConfigError(`SALDO_COMPANY_REGISTER takes a CSV file: ${file} ${registerFault(error)}`);
  }
}

function registerFault(error: unknown): string {
  if (error instanceof RegisterError) return error.message;
  return (error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
    ? 'is not in UTF-8'
    : 'cannot be read';
}

function switchOf(text: string | undefined): boolean {
  if (text === undefined || text === 'on') return true;
  if (text === 'off') return false;
  throw new ConfigError('SALDO_SANDBOX_BANK takes on or off');
}

/** The environment as typed settings; throws ConfigError naming the variable at fault. */
export function configFrom(env: NodeJS.ProcessEnv): Config {
  const url = env['DATABASE_URL'];
  const store: StoreLocation = url
    ? { kind: 'postgresql', url }
    : { kind: 'directory', path: env['SALDO_DATA_DIR'] ?? './data' };
  const logLevel = env['LOG_LEVEL'] ?? 'info';
  if (!LOG_LEVELS.includes(logLevel)) throw new ConfigError(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}`);
  return {
    host: env['HOST'] ?? '127.0.0.1',
    port: portOf(env['PORT']),
    store,
    secretKey: secretKeyOf(env, store),
    bootstrap: bootstrapOf(env['SALDO_BOOTSTRAP']),
    logLevel,
    bankEndpoints: bankEndpointsOf(env),
    companyRegister: companyRegisterOf(env['SALDO_COMPANY_REGISTER']),
    sandboxBank: switchOf(env['SALDO_SANDBOX_BANK']),
    publicUrl: publicUrlOf(env['SALDO_PUBLIC_URL']),
    analysisTimeoutHours: hoursOf(env['SALDO_ANALYSIS_TIMEOUT_HOURS']),
    eventRetentionDays: retentionOf(env, 'SALDO_EVENT_RETENTION_DAYS', EVENT_RETENTION_DAYS),
    auditRetentionDays: retentionOf(env, 'SALDO_AUDIT_RETENTION_DAYS', AUDIT_RETENTION_DAYS),
    trustedProxies: trustedProxiesOf(env['SALDO_TRUSTED_PROXIES']),
    webhookAllow: allowListOf(env['SALDO_WEBHOOK_ALLOW']),
    webhookSchedule: scheduleOf(env['SALDO_WEBHOOK_SCHEDULE']),
    mail: mailOf(env),
  };
}
