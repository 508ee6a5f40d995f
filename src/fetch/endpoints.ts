import { providerOf } from '../formats/psd2/providers.js';

/** How one bank is reached. */
export interface BankEndpoint {
  readonly providerKey: string;
  /** Address below which `/token` and `/v1/…` stand; no slash at its end. */
  readonly baseUrl: string;
  /** The bank's page for a person's browser; `baseUrl` may be one that only servers see. */
  readonly authorizeUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A setting that cannot be used; the message names the variable and what it takes, not what it holds. */
export class BankSettingsError extends Error {
  override readonly name = 'BankSettingsError';
}

type Env = Readonly<Record<string, string | undefined>>;

const URL_VARIABLE = /^SALDO_BANK_([A-Z0-9]{8})_URL$/;
/** Hosts that never leave the machine. */
const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The banks of an installation, by provider key: `SALDO_BANK_URLS` (`{"ABNANL2A": "https://…"}`) and `SALDO_BANK_<BIC>_URL`,
 * the latter counting more, each with `SALDO_BANK_<BIC>_CLIENT_ID`, `…_CLIENT_SECRET` and optionally `…_AUTHORIZE_URL`.
 * `preset` are endpoints that hold unless the environment names another (the simulated bank of this process). Addresses must be
 * https unless their host is this machine or in `SALDO_BANK_ALLOW_HTTP`. Throws BankSettingsError.
 */
export function bankEndpointsFrom(env: Env, preset: readonly BankEndpoint[] = []): ReadonlyMap<string, BankEndpoint> {
  const allowed = new Set([...LOOPBACK, ...(env['SALDO_BANK_ALLOW_HTTP'] ?? '').split(',').map((one) => one.trim())]);
  const endpoints = new Map(preset.map((one) => [one.providerKey, one]));
  for (const [bic, { url, variable }] of urlsOf(env)) {
    const providerKey = providerOf(bic)?.providerKey;
    if (providerKey === undefined) throw new BankSettingsError(`${variable} names a BIC that is not read: ${bic}`);
    const baseUrl = safeUrl(url, variable, allowed);
    const authorize = `SALDO_BANK_${bic}_AUTHORIZE_URL`;
    endpoints.set(providerKey, {
      providerKey,
      baseUrl,
      authorizeUrl: safeUrl(env[authorize] ?? `${baseUrl}/authorize`, authorize, allowed),
      clientId: env[`SALDO_BANK_${bic}_CLIENT_ID`] ?? '',
      clientSecret: env[`SALDO_BANK_${bic}_CLIENT_SECRET`] ?? '',
    });
  }
  return endpoints;
}

function urlsOf(env: Env): Map<string, { readonly url: string; readonly variable: string }> {
  const found = new Map<string, { readonly url: string; readonly variable: string }>();
  for (const [bic, url] of Object.entries(listed(env['SALDO_BANK_URLS']))) {
    if (typeof url !== 'string') throw listError();
    found.set(bic.toUpperCase(), { url, variable: 'SALDO_BANK_URLS' });
  }
  for (const [variable, url] of Object.entries(env)) {
    const bic = URL_VARIABLE.exec(variable)?.[1];
    if (bic !== undefined && url) found.set(bic, { url, variable });
  }
  return found;
}

function listError(): BankSettingsError {
  return new BankSettingsError('SALDO_BANK_URLS takes JSON such as {"ABNANL2A": "https://bank.example/psd2"}');
}

function listed(text: string | undefined): Readonly<Record<string, unknown>> {
  if (!text) return {};
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) return { ...read };
  } catch {
    // What was wrong could quote the value, which may hold credentials.
  }
  throw listError();
}

function safeUrl(text: string, variable: string, allowed: ReadonlySet<string>): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && allowed.has(url.hostname));
  if (url === null || !isSafe || url.username !== '' || url.search !== '' || url.hash !== '') {
    throw new BankSettingsError(
      `${variable} takes an https address without user, query or fragment; http needs its host in SALDO_BANK_ALLOW_HTTP`,
    );
  }
  return url.href.replace(/\/+$/, '');
}
