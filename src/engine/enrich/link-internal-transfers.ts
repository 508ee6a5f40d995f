import { toEpochDay } from '../../domain/calendar-date.js';
import { distinct, groupByKnown } from '../../domain/group-by.js';
import type { LeafId } from '../../domain/taxonomy/taxonomy.js';
import { addEvidence, categoryOf, type Draft, link } from './draft.js';

/** Above any trade word and brand, below a purpose said outright: an own-name transfer that says "salary" is a salary. */
const OWN_TRANSFER_RANK = 80;
/** Three banking days, as calendar days over a weekend. */
const PAIR_DAYS_MAX = 5;

/** Marks transfers between the customer's own accounts: by IBAN, by the owner's name, by wording, by pairs across accounts. */
export function linkInternalTransfers(drafts: readonly Draft[], internalIbans: readonly string[]): void {
  const accounts = distinct(drafts, ({ line }) => line.account);
  const ownIbans = new Set(internalIbans);
  for (const { iban } of accounts) if (iban !== null) ownIbans.add(iban);
  for (const draft of drafts) {
    if (!draft.line.mayBeTransfer) continue;
    if (draft.otherAccount !== null && ownIbans.has(draft.otherAccount)) markOwn(draft, 'own-iban');
    else if (isOwnByWords(draft)) markOwn(draft, draft.line.namesOwner ? 'owner-name' : 'between-accounts');
  }
  if (accounts.size > 1) pairAcrossAccounts(drafts);
  for (const draft of drafts) settle(draft);
}

function isOwnByWords(draft: Draft): boolean {
  if (draft.line.signals.has('advance') && !draft.line.isDebit) return false;
  return draft.line.namesOwner || draft.line.signals.has('between_accounts');
}

function markOwn(draft: Draft, reason: string): void {
  const { isDebit, signals } = draft.line;
  let category: LeafId = isDebit ? 'internal.outgoing' : 'internal.incoming';
  if (signals.has('savings')) category = isDebit ? 'savings.deposit' : 'savings.withdrawal';
  addEvidence(draft, category, `context.${reason}`, OWN_TRANSFER_RANK);
}

/** A debit on one account and the same sum credited on another of the customer's accounts within three banking days. */
function pairAcrossAccounts(drafts: readonly Draft[]): void {
  const credits = groupByKnown(drafts, (draft) =>
    draft.line.isDebit || draft.counterpart !== null || !draft.line.mayBeTransfer ? null : pairKey(draft),
  );
  for (const debit of drafts) {
    if (!debit.line.isDebit || !debit.line.mayBeTransfer || debit.counterpart !== null) continue;
    const partner = (credits.get(pairKey(debit)) ?? []).find(
      (credit) =>
        credit.counterpart === null &&
        credit.line.account.id !== debit.line.account.id &&
        Math.abs(dayOf(credit) - dayOf(debit)) <= PAIR_DAYS_MAX,
    );
    if (!partner) continue;
    link(debit, partner, 'internal');
    markPair(debit, partner);
    markPair(partner, debit);
  }
}

function markPair(draft: Draft, partner: Draft): void {
  const types = [draft.line.account.type, partner.line.account.type];
  const savings = types.includes('SAVINGS') || draft.line.signals.has('savings');
  let category: LeafId = draft.line.isDebit ? 'internal.outgoing' : 'internal.incoming';
  if (savings) category = draft.line.isDebit ? 'savings.deposit' : 'savings.withdrawal';
  addEvidence(draft, category, 'context.own-accounts-pair', OWN_TRANSFER_RANK + 1);
}

function pairKey({ transaction }: Draft): string {
  return `${transaction.currency}${Math.abs(transaction.amountMinor)}`;
}

function dayOf({ transaction }: Draft): number {
  return toEpochDay(transaction.date);
}

/** A line is internal when own money is what decided, or when savings words decide on a transfer. */
function settle(draft: Draft): void {
  const category = categoryOf(draft);
  if (category === null) return;
  draft.isInternal =
    category.startsWith('internal.') ||
    (category.startsWith('savings.') && category !== 'savings.interest' && draft.line.mayBeTransfer);
}
