import { toEpochDay } from '../../domain/calendar-date.js';
import { groupByKnown } from '../../domain/group-by.js';
import type { Reference } from '../../domain/reference.js';
import { addEvidence, categoryOf, type Draft, link } from './draft.js';

/** SEPA core direct debits may be returned up to five banking days after settlement; refunds on demand take eight weeks. */
const RETURN_DAYS_MAX = 60;
/** Some banks book the return before the debit it returns. */
const RETURN_DAYS_EARLY = 3;
const REJECTION_RANK = 96;

/** Ties a bounced debit and its return: the debit is marked rejected, both know each other. */
export function linkRejections(drafts: readonly Draft[], reference: Reference): void {
  const returns = drafts.filter((draft) => !draft.line.isDebit && isReturn(draft, reference));
  if (returns.length === 0) return;
  const amounts = new Set(returns.map(({ transaction }) => -transaction.amountMinor));
  const debits = groupByKnown(drafts, (draft) =>
    amounts.has(draft.transaction.amountMinor) && draft.line.isDebit && !draft.line.signals.has('rejection')
      ? amountKey(draft)
      : null,
  );
  for (const credit of returns) linkReturn(credit, debits.get(amountKey(credit)) ?? []);
}

function isReturn(draft: Draft, reference: Reference): boolean {
  const code = draft.transaction.hints.reasonCode;
  if (code !== null && reference.rejectionReasonCodes.has(code)) return true;
  if (!draft.line.signals.has('rejection')) return false;
  return categoryOf(draft)?.startsWith('rejection.') ?? false;
}

function amountKey({ line, transaction }: Draft): string {
  return `${line.account.id}:${Math.abs(transaction.amountMinor)}`;
}

function linkReturn(credit: Draft, candidates: readonly Draft[]): void {
  const day = toEpochDay(credit.transaction.date);
  let best: Draft | null = null;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const debit of candidates) {
    const distance = day - toEpochDay(debit.transaction.date);
    if (debit.counterpart !== null || distance < -RETURN_DAYS_EARLY || distance > RETURN_DAYS_MAX) continue;
    const score = (sharesName(credit, debit) ? 1000 : 0) - Math.abs(distance);
    if (score > bestScore) {
      best = debit;
      bestScore = score;
    }
  }
  if (best !== null) {
    best.isRejected = true;
    link(credit, best, 'rejection');
  }
  credit.flags = [...credit.flags, 'reversal_payment'];
  addEvidence(credit, rejectionCategory(credit, best), 'context.returned-payment', REJECTION_RANK);
}

function sharesName(a: Draft, b: Draft): boolean {
  if (a.line.party !== null && b.line.party !== null) return a.line.party.party.id === b.line.party.party.id;
  const key = b.line.repetitionKey;
  return (
    key !== '' && (a.line.repetitionKey.includes(key) || a.line.telling.some((word) => b.line.telling.includes(word)))
  );
}

function rejectionCategory(credit: Draft, debit: Draft | null) {
  const own = categoryOf(credit);
  if (own === 'rejection.cheque' || own === 'rejection.loan_repayment') return own;
  const paid = debit === null ? null : categoryOf(debit);
  if (paid?.startsWith('loan.') && paid !== 'loan.split_payment') return 'rejection.loan_repayment' as const;
  if (debit?.line.statedType === 'CHECK') return 'rejection.cheque' as const;
  return 'rejection.payment' as const;
}
