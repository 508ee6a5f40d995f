import type { Account, AccountFacts, AccountId } from './account.js';
import type { ImportedAccount } from './import.js';
import { canonicalJson, IdsByOccurrence, stableIdsWithin } from './stable-id.js';
import { normaliseText } from './text.js';
import type { TransactionFacts } from './transaction.js';

/** Records of a batch that speak of one account, in an order that does not depend on theirs in the batch. */
export interface RecognisedAccount {
  readonly account: Account;
  /** The facts as they were stored before; null for an account not seen before. */
  readonly before: Account | null;
  /** One list a record: records repeat the same statement, so they are merged one after the other. */
  readonly transactionLists: readonly (readonly TransactionFacts[])[];
  /** Whether it came twice: two records of the batch speak of it, or one that its source knows by another id than before. */
  readonly isMerged: boolean;
}

/**
 * What an account can be recognised by, strongest first. The currency is always part of it, because banks keep pockets of
 * several currencies under one IBAN.
 */
interface Identity {
  readonly iban: string | null;
  readonly number: string | null;
  readonly aggregatorId: string | null;
  readonly weak: string;
}
const STRENGTHS = ['iban', 'number', 'aggregatorId', 'weak'] as const;

function identityOf(facts: AccountFacts): Identity {
  const bank = facts.bank?.id ?? facts.bank?.name ?? facts.bic ?? '';
  const owners = facts.ownerNames.map(normaliseText).sort();
  const keyed = (...parts: readonly string[]) => JSON.stringify([...parts, facts.currency]);
  return {
    iban: facts.iban && keyed('iban', facts.iban.replace(/\s+/g, '').toUpperCase()),
    number: facts.number && keyed('number', bank, normaliseText(facts.number)),
    aggregatorId: facts.aggregatorId && keyed('aggregator', facts.aggregatorId),
    weak: keyed('weak', facts.type, normaliseText(facts.name ?? ''), ...owners),
  };
}

/** True where nothing but type, name, owner and currency describes the account. */
function isWeak(identity: Identity): boolean {
  return identity.iban === null && identity.number === null && identity.aggregatorId === null;
}

/** Two accounts that both name an IBAN, or failing that a number or an aggregator's id, and name different ones, are two. */
function contradict(a: Identity, b: Identity): boolean {
  const shared = STRENGTHS.find((strength) => a[strength] !== null && b[strength] !== null) ?? 'weak';
  if (a[shared] !== b[shared]) return true;
  // Resemblance alone joins nothing that each side could have named.
  return shared === 'weak' && !isWeak(a) && !isWeak(b);
}

/** The accounts seen so far, found by any of their identities. */
class Register {
  readonly #idsByKey = new Map<string, Set<AccountId>>();
  readonly #entries = new Map<AccountId, { account: Account; identity: Identity }>();

  /** Adds an account, or takes note of what became known of it. */
  put(account: Account): void {
    const identity = identityOf(account);
    this.#entries.set(account.id, { account, identity });
    for (const strength of STRENGTHS) {
      const key = identity[strength];
      if (key === null) continue;
      const ids = this.#idsByKey.get(key);
      if (ids) ids.add(account.id);
      else this.#idsByKey.set(key, new Set([account.id]));
    }
  }

  /** The accounts an identity may mean, of the strongest kind of evidence that finds any. */
  find(identity: Identity): { readonly by: keyof Identity; readonly accounts: readonly Account[] } {
    for (const by of STRENGTHS) {
      const ids = this.#idsByKey.get(identity[by] ?? '') ?? [];
      const accounts = [...ids].flatMap((id) => {
        const entry = this.#entries.get(id);
        return entry && !contradict(entry.identity, identity) ? [entry.account] : [];
      });
      if (accounts.length > 0) return { by, accounts };
    }
    return { by: 'weak', accounts: [] };
  }

  has(id: AccountId): boolean {
    return this.#entries.has(id);
  }
}

interface BatchRecord {
  readonly imported: ImportedAccount;
  readonly identity: Identity;
  readonly key: string;
  /** Sorts strong identities first, so that weaker ones find them whatever the order of the batch. */
  readonly order: string;
}

function recordOf(imported: ImportedAccount): BatchRecord {
  const identity = identityOf(imported.facts);
  const strength = STRENGTHS.findIndex((one) => identity[one] !== null);
  const key = identity[STRENGTHS[strength] ?? 'weak'] ?? identity.weak;
  const oldest = imported.transactions
    .map((one) => `${one.date}|${one.amountMinor}|${one.description}`)
    .reduce((least, text) => (least === '' || text < least ? text : least), '');
  return { imported, identity, key, order: [strength, key, oldest, canonicalJson(imported.facts)].join('\u0001') };
}

function compareRecords(a: BatchRecord, b: BatchRecord): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1;
  const [first, second] = [a, b].map(({ imported }) => imported.transactions.map(canonicalJson).sort().join());
  return (first ?? '') < (second ?? '') ? -1 : 1;
}

/**
 * Recognises the accounts of a batch among the known ones by IBAN, else bank and number, else aggregator's id, else by
 * type, name, owner and currency. Accounts that only the last of these describes stay apart within a batch. Newer facts
 * replace older ones, by balance date; a fact the newer source does not give is kept.
 */
export function recogniseAccounts(
  known: readonly Account[],
  batch: readonly ImportedAccount[],
  scope: string,
): RecognisedAccount[] {
  const register = new Register();
  for (const account of known) register.put(account);
  const newIds = new IdsByOccurrence(stableIdsWithin('account', scope));
  const turns = new IdsByOccurrence(stableIdsWithin('account', scope));
  const recognised = new Map<
    AccountId,
    { account: Account; before: Account | null; lists: (readonly TransactionFacts[])[]; isMerged: boolean }
  >();
  for (const record of batch.map(recordOf).sort(compareRecords)) {
    const found = partnerOf(record, register, turns, (id) => recognised.has(id));
    const facts = record.imported.facts;
    const account = found
      ? { ...mergeFacts(found, facts), id: found.id }
      : { ...facts, id: newIds.first(record.key, (id) => !register.has(id as AccountId)) as AccountId };
    register.put(account);
    const entry = recognised.get(account.id) ?? { account, before: found, lists: [], isMerged: false };
    const lists = [...entry.lists, record.imported.transactions];
    const isMerged = entry.isMerged || lists.length > 1 || isRenamed(found, facts);
    recognised.set(account.id, { ...entry, account, lists, isMerged });
  }
  return [...recognised.values()].map(({ lists, ...one }) => ({ ...one, transactionLists: lists }));
}

/** Whether a source knows an account, recognised by something stronger, under another id than the one held. */
function isRenamed(held: AccountFacts | null, { aggregatorId }: AccountFacts): boolean {
  return aggregatorId !== null && (held?.aggregatorId ?? aggregatorId) !== aggregatorId;
}

/** The account a record speaks of, or null. Look-alikes are told apart by their turn, which their ids remember. */
function partnerOf(
  record: BatchRecord,
  register: Register,
  turns: IdsByOccurrence,
  isClaimed: (id: AccountId) => boolean,
): Account | null {
  const { by, accounts } = register.find(record.identity);
  if (by !== 'weak') return accounts[0] ?? null;
  const free = accounts.filter(({ id }) => !isClaimed(id));
  const turn = turns.first(record.key, (id) => !isClaimed(id as AccountId));
  return free.find(({ id }) => id === turn) ?? free[0] ?? null;
}

/** The newer facts by balance date, the given ones on a tie; what they leave out is taken from the others. */
function mergeFacts(held: AccountFacts, given: AccountFacts): AccountFacts {
  const givenIsNewer = orderOf(given) >= orderOf(held);
  const [newer, older] = givenIsNewer ? [given, held] : [held, given];
  return {
    type: newer.type === 'UNKNOWN' ? older.type : newer.type,
    usage: newer.usage === 'UNKNOWN' ? older.usage : newer.usage,
    ownership: newer.ownership === 'UNKNOWN' ? older.ownership : newer.ownership,
    balanceMinor: newer.balanceMinor,
    balanceDate: newer.balanceDate,
    balanceInstant: newer.balanceInstant,
    currency: newer.currency,
    ownerNames: newer.ownerNames.length > 0 ? newer.ownerNames : older.ownerNames,
    name: newer.name ?? older.name,
    number: newer.number ?? older.number,
    iban: newer.iban ?? older.iban,
    bic: newer.bic ?? older.bic,
    bank: newer.bank ?? older.bank,
    country: newer.country ?? older.country,
    comingMinor: newer.comingMinor,
    savings: newer.savings ?? older.savings,
    loan: newer.loan ?? older.loan,
    aggregatorId: newer.aggregatorId ?? older.aggregatorId,
    providerKey: newer.providerKey ?? older.providerKey,
  };
}

function orderOf(facts: AccountFacts): string {
  return facts.balanceDate + (facts.balanceInstant ?? '');
}
