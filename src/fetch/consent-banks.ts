import * as port from '../domain/bank-fetcher.js';
import { calendarDateIn, instantOfEpochMs, timeZoneOf } from '../domain/instant.js';
import { BankFault } from './bank-fault.js';
import type { BankAccess, BankFetcher } from './bank-fetcher.js';
import { httpBankFetcher } from './http-bank-fetcher.js';
import type { FetcherSettings } from './settings.js';

/** What is known of a consent while its person is at the bank. */
interface BegunLogin {
  readonly bankConsentId: string;
}

/** Banks over HTTP as the consents of contract B reach them. */
export function consentBanks(settings: FetcherSettings): port.BankFetcher {
  const fetcher = httpBankFetcher(settings);
  return {
    providerKeys: [...settings.endpoints.keys()],
    beginLogin: ({ providerKey, returnUrl, state, validUntil, language }) =>
      translated(async () => {
        const consent = { providerKey, validUntil, language };
        const { url, bankConsentId } = await fetcher.authorizationUrl(consent, returnUrl, state);
        return { url, access: { bankConsentId } satisfies BegunLogin };
      }),
    completeLogin: (returned) => translated(() => completeLogin(fetcher, returned)),
    listAccounts: ({ access, keepAccess }) =>
      translated(async () => {
        const onRefresh = (renewed: BankAccess) => keepAccess({ ...renewed });
        const { accounts, access: latest } = await fetcher.listAccounts(accessIn(access), { onRefresh });
        await keepAccess({ ...latest });
        return accounts.map(({ accountId, identity: { iban, name, currency } }) => ({
          id: accountId,
          iban,
          name,
          currency,
        }));
      }),
    fetchAnswers: (consent, since) => translated(() => fetchAnswers(fetcher, settings, consent, since)),
  };
}

/** A person who said no comes back without a code. */
async function completeLogin(
  fetcher: BankFetcher,
  { providerKey, returnUrl, access, query }: port.ReturnedLogin,
): Promise<port.BankAccess> {
  const code = query['code'];
  if (code === undefined || query['error'] !== undefined) throw new port.BankFault('refused', 'the person said no');
  const { bankConsentId } = access as unknown as BegunLogin;
  return { ...(await fetcher.exchangeCode({ providerKey, bankConsentId, code, redirectUri: returnUrl })) };
}

async function fetchAnswers(
  fetcher: BankFetcher,
  { now }: FetcherSettings,
  { access, accountIds, keepAccess }: port.FetchedConsent,
  since: Parameters<port.BankFetcher['fetchAnswers']>[1],
): Promise<port.BankAnswers> {
  const dateTo = calendarDateIn(instantOfEpochMs(now().getTime()), timeZoneOf('NL'));
  const onRefresh = (renewed: BankAccess) => keepAccess({ ...renewed });
  const window = { dateFrom: since, dateTo };
  const result = await fetcher.fetchAnswers(accessIn(access), window, { accountIds, onRefresh });
  if (result.outcome === 'INTERRUPTED') throw result.fault;
  return result.answers;
}

/** What the port keeps for us is what we gave it. */
function accessIn(access: port.BankAccess): BankAccess {
  return access as unknown as BankAccess;
}

const TOO_MANY_REQUESTS = 429;

function kindOf({ kind, status }: BankFault): port.BankFaultKind {
  if (kind === 'REVOKED') return 'revoked';
  return status === TOO_MANY_REQUESTS ? 'rate_limited' : 'unavailable';
}

/** Does something, with the faults of banks in the port's words. */
async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof BankFault)) throw error;
    throw new port.BankFault(kindOf(error), error.message, error.retryAfterSeconds);
  }
}
