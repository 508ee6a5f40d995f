import { randomUUID } from 'node:crypto';
import { BankFault } from '../domain/bank-fault.js';
import type {
  BankAccess,
  BankConsent,
  BankFetcher,
  FetchOptions,
  FetchResult,
  FetchStep,
  FetchWindow,
} from '../domain/bank-fetcher.js';
import { calendarDateIn, instantOfEpochMs, timeZoneOf } from '../domain/instant.js';
import { isObject } from '../formats/fields.js';
import type { Psd2Bank } from '../formats/psd2/bank.js';
import { providerOf } from '../formats/psd2/providers.js';
import { AccountConversation, Conversation } from './conversation.js';
import type { BankEndpoint } from './endpoints.js';
import { after, progressOf } from './progress.js';
import type { FetcherSettings } from './settings.js';
import { accessOfCode, clientToken } from './tokens.js';
import { accountRecords, allowedWindow, listAccountBodies, readable, Walk } from './walk.js';

/** Builds the fetcher. It speaks Berlin Group NextGenPSD2 with OAuth 2.0 below each bank's base URL. */
export function httpBankFetcher(settings: FetcherSettings): BankFetcher {
  return {
    providerKeys: [...settings.endpoints.keys()],
    authorizationUrl: (consent, redirectUri, state) => authorizationUrl(settings, consent, redirectUri, state),
    exchangeCode: (given) => accessOfCode(talkTo(settings, given.providerKey), given),
    listAccounts: (access, options) => listAccounts(settings, access, options ?? {}),
    fetchAnswers: (access, window, options) => fetchAnswers(settings, access, window, options ?? {}),
    endConsent: (consent) => endConsent(settings, consent),
  };
}

function endpointOf(settings: FetcherSettings, providerKey: string): BankEndpoint {
  const endpoint = settings.endpoints.get(providerKey);
  if (endpoint === undefined) {
    throw new BankFault('NOT_CONFIGURED', 'this installation has no address of the bank: set SALDO_BANK_<BIC>_URL');
  }
  return endpoint;
}

function talkTo(settings: FetcherSettings, providerKey: string): Conversation {
  return new Conversation(settings, endpointOf(settings, providerKey));
}

function bankOf(providerKey: string): Psd2Bank {
  const bank = providerOf(providerKey);
  if (bank === null) throw new BankFault('NOT_CONFIGURED', 'the answers of this bank cannot be read');
  return bank;
}

async function authorizationUrl(
  settings: FetcherSettings,
  consent: Parameters<BankFetcher['authorizationUrl']>[0],
  redirectUri: string,
  state: string,
): ReturnType<BankFetcher['authorizationUrl']> {
  const talk = talkTo(settings, consent.providerKey);
  const { endpoint } = talk;
  const token = await clientToken(talk);
  const { status, body } = await talk.ask({
    method: 'POST',
    url: `${endpoint.baseUrl}/v1/consents`,
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      'tpp-redirect-uri': redirectUri,
      'x-request-id': randomUUID(),
    },
    body: JSON.stringify({
      access: { allPsd2: 'allAccounts' },
      recurringIndicator: true,
      validUntil: consent.validUntil,
      // The law's limit without the person being there (RTS on strong customer authentication, article 36).
      frequencyPerDay: 4,
      combinedServiceIndicator: false,
    }),
  });
  const bankConsentId = isObject(body) ? body['consentId'] : null;
  if (status >= 400 || typeof bankConsentId !== 'string' || bankConsentId === '') {
    throw new BankFault('MALFORMED', 'the bank announces no consent', status);
  }
  const url = new URL(endpoint.authorizeUrl);
  const query = {
    response_type: 'code',
    client_id: endpoint.clientId,
    redirect_uri: redirectUri,
    scope: `AIS:${bankConsentId}`,
    state,
    ...(consent.language === undefined ? {} : { ui_locales: consent.language }),
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return { url: url.href, bankConsentId };
}

async function listAccounts(
  settings: FetcherSettings,
  access: BankAccess,
  options: Pick<FetchOptions, 'onRefresh'>,
): ReturnType<BankFetcher['listAccounts']> {
  const bank = bankOf(access.providerKey);
  const plain = talkTo(settings, access.providerKey);
  const talk = new AccountConversation(plain, access, options.onRefresh);
  const bodies = await listAccountBodies(talk, plain.endpoint.baseUrl);
  // An account that cannot be read cannot be chosen; the others can.
  const accounts = bodies.flatMap((body) =>
    accountRecords(bank, body).flatMap(({ id, record }) => {
      const identity = readable(() => bank.readAccount(record));
      if (id === null || identity === null) return [];
      const { iban, name, currency } = identity;
      return [{ id, iban, name, currency }];
    }),
  );
  return { accounts, access: talk.access };
}

async function fetchAnswers(
  settings: FetcherSettings,
  access: BankAccess,
  window: FetchWindow,
  { accountIds, steps = [], onStep = async () => {}, onRefresh }: FetchOptions,
): Promise<FetchResult> {
  const { providerKey } = access;
  const now = settings.now();
  const today = calendarDateIn(instantOfEpochMs(now.getTime()), timeZoneOf('NL'));
  let talk: AccountConversation | null = null;
  try {
    const plain = talkTo(settings, providerKey);
    talk = new AccountConversation(plain, access, onRefresh);
    const bank = { reader: bankOf(providerKey), baseUrl: plain.endpoint.baseUrl };
    let progress = progressOf(providerKey, steps);
    if (progress === null) {
      const step: FetchStep = { kind: 'BEGUN', window: allowedWindow(window, today), at: now.toISOString() };
      await onStep(step);
      progress = after(null, step, providerKey);
    }
    const answers = await new Walk(talk, bank, progress, { today, onStep }).finish(accountIds ?? null);
    return { outcome: 'COMPLETE', answers, access: talk.access };
  } catch (error) {
    if (!(error instanceof BankFault)) throw error;
    return { outcome: 'INTERRUPTED', fault: error, access: talk?.access ?? access };
  }
}

async function endConsent(settings: FetcherSettings, { providerKey, bankConsentId }: BankConsent): Promise<void> {
  const talk = talkTo(settings, providerKey);
  const token = await clientToken(talk);
  const { status } = await talk.ask({
    method: 'DELETE',
    url: `${talk.endpoint.baseUrl}/v1/consents/${encodeURIComponent(bankConsentId)}`,
    headers: { accept: 'application/json', authorization: `Bearer ${token}`, 'x-request-id': randomUUID() },
  });
  const isUnknown = status === 403 || status === 404;
  if (status >= 400 && !isUnknown) throw new BankFault('MALFORMED', 'the bank does not end the consent', status);
}
