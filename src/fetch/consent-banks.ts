import {
  type BankFetcher as ConsentBanks,
  BankFault as ConsentFault,
  type BankFaultKind as ConsentFaultKind,
} from '../domain/bank-fetcher.js';
import { addMonths, type CalendarDate } from '../domain/calendar-date.js';
import { BankFault, type BankFaultKind } from './bank-fault.js';
import type { BankAccess, BankFetcher } from './bank-fetcher.js';

/** A consent lasts at most 180 days (RTS on strong customer authentication, article 10 as amended 2022); banks take whole days. */
const VALID_MONTHS = 6;

const KINDS: Readonly<Record<BankFaultKind, ConsentFaultKind>> = {
  REVOKED: 'revoked',
  UNAVAILABLE: 'unavailable',
  TIMED_OUT: 'unavailable',
  MALFORMED: 'unavailable',
  NOT_CONFIGURED: 'unavailable',
};

/** What is kept between leaving for the bank and coming back, and then the access itself. */
type Kept = Readonly<Record<string, unknown>>;

function consentFault(fault: BankFault): ConsentFault {
  const kind = fault.retryAfterSeconds === null ? KINDS[fault.kind] : 'rate_limited';
  return new ConsentFault(kind, fault.message, fault.retryAfterSeconds);
}

async function asConsentFaults<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof BankFault ? consentFault(error) : error;
  }
}

/** The banks of contract B's consents, reached by a fetcher over HTTP. `today` is the day on which a consent begins. */
export function consentBanks(
  fetcher: BankFetcher,
  providerKeys: readonly string[],
  today: () => CalendarDate,
): ConsentBanks {
  return {
    providerKeys,
    beginLogin: ({ providerKey, returnUrl, state }) =>
      asConsentFaults(async () => {
        const consent = { providerKey, validUntil: addMonths(today(), VALID_MONTHS) };
        const { url, bankConsentId } = await fetcher.authorizationUrl(consent, returnUrl, state);
        return { url, access: { bankConsentId } };
      }),
    completeLogin: ({ providerKey, returnUrl, access, query }) =>
      asConsentFaults(async () => {
        const { code } = query;
        if (code === undefined) throw new ConsentFault('refused', 'The person gave no access at the bank');
        const bankConsentId = String(access['bankConsentId']);
        return asKept(await fetcher.exchangeCode({ providerKey, bankConsentId, code, redirectUri: returnUrl }));
      }),
    listAccounts: ({ access, keepAccess }) =>
      asConsentFaults(async () => {
        const onRefresh = (renewed: BankAccess) => keepAccess(asKept(renewed));
        const { accounts } = await fetcher.listAccounts(asAccess(access), { onRefresh });
        return accounts.map(({ accountId: id, identity: { iban, name, currency } }) => ({ id, iban, name, currency }));
      }),
    fetchAnswers: ({ access, accountIds, keepAccess }, since) =>
      asConsentFaults(async () => {
        const onRefresh = (renewed: BankAccess) => keepAccess(asKept(renewed));
        const window = { dateFrom: since, dateTo: today() };
        const result = await fetcher.fetchAnswers(asAccess(access), window, { accountIds, onRefresh });
        // The job asks again from the start: what is met twice is taken in once.
        if (result.outcome === 'INTERRUPTED') throw result.fault;
        return result.answers;
      }),
  };
}

function asKept(access: BankAccess): Kept {
  return { ...access };
}

/** Access as `exchangeCode` gave it, read back from where it was kept sealed. */
function asAccess(kept: Kept): BankAccess {
  const { providerKey, bankConsentId, accessToken, refreshToken } = kept;
  if (typeof providerKey !== 'string' || typeof bankConsentId !== 'string' || typeof accessToken !== 'string')
    throw new BankFault('REVOKED', 'the access kept for this consent is not complete');
  return {
    providerKey,
    bankConsentId,
    accessToken,
    refreshToken: typeof refreshToken === 'string' ? refreshToken : null,
  };
}
