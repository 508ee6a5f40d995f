import type { Account } from '../../domain/account.js';
import type { AnalysedAccount, CashFlow, Metadata } from '../../domain/analysis.js';
import { type CalendarDate, daysBetween } from '../../domain/calendar-date.js';
import type { CreditDetail, CreditKind } from '../../domain/credit.js';
import { groupBy } from '../../domain/group-by.js';
import type { MinorUnits } from '../../domain/money.js';
import { parameterOf, type Reference } from '../../domain/reference.js';
import type { LeafId } from '../../domain/taxonomy/taxonomy.js';
import type { TransactionId } from '../../domain/transaction.js';
import type { ClassifiedTransaction } from './classify-amounts.js';
import { groupOf } from './group-by-category.js';
import { type LoanTerms, loanTermsOf, matchLoanAccounts } from './loan-accounts.js';
import { lastDayOf } from './metadata.js';
import { usualMonthly } from './periods.js';
import { inOneOrder, ofCategories, ofClass } from './select-amounts.js';
import { medianOf } from './statistics.js';

const KINDS: Readonly<Partial<Record<LeafId, CreditKind>>> = {
  'loan.mortgage': 'mortgage',
  'loan.personal': 'consumer',
  'loan.revolving': 'revolving',
  'loan.student': 'student',
  'loan.payday': 'payday',
  'loan.leasing': 'leasing',
  'loan.split_payment': 'split_payment',
  'loan.repayment': 'unspecified',
};

const CREDIT_CATEGORIES = Object.keys(KINDS) as LeafId[];

/** The kind of credit that a repayment's category shows; null for other categories, early repayments among them. */
export function creditKindOf(category: LeafId): CreditKind | null {
  return KINDS[category] ?? null;
}

/** A credit's repayments before they are described. */
interface Draft {
  readonly kind: CreditKind;
  readonly flow: CashFlow | null;
  readonly lenderId: string | null;
  readonly lender: string | null;
  readonly payments: readonly ClassifiedTransaction[];
  readonly rejected: readonly ClassifiedTransaction[];
  readonly firstSeen: CalendarDate;
  readonly lastSeen: CalendarDate;
}

/**
 * Every credit that is being repaid: one for each cash flow of repayments, largest first. Money from the same lender that came
 * shortly before the first repayment is its drawdown; the terms come from a loan account whose agreed payment is the one seen.
 */
export function creditDetailsOf(
  classified: readonly ClassifiedTransaction[],
  cashFlows: readonly CashFlow[],
  accounts: readonly AnalysedAccount[],
  metadata: Metadata,
  reference: Reference,
): CreditDetail[] {
  const drafts = draftsOf(classified, new Map(cashFlows.map((flow) => [flow.id, flow])));
  const lastDay = lastDayOf(metadata);
  const loanAccounts = accounts.flatMap(({ account }) => (account.type === 'LOAN' ? [account] : []));
  const usual = drafts.map(({ payments }) => medianOf(payments.map(({ transaction }) => transaction.amountMinor)) ?? 0);
  const matched = matchLoanAccounts(usual, loanAccounts, parameterOf(reference, 'loans.match-share-max'));
  const drawn = drawdownsOf(classified, drafts, parameterOf(reference, 'loans.drawdown-first-repayment-days-max'));
  const seenOnceDays = parameterOf(reference, 'loans.seen-once-days');
  return drafts
    .map((draft, at) => {
      const account: Account | null = matched[at] ?? null;
      const terms = account === null ? null : loanTermsOf(account, lastDay);
      return detailOf(draft, terms, drawn.get(draft) ?? [], prepaidTo(draft, classified), lastDay, seenOnceDays);
    })
    .sort((a, b) => a.totalMinor - b.totalMinor || ((a.cashFlowId ?? '') < (b.cashFlowId ?? '') ? -1 : 1));
}

function draftsOf(classified: readonly ClassifiedTransaction[], flowOf: ReadonlyMap<string, CashFlow>): Draft[] {
  const ofCredits = inOneOrder([
    ofCategories(classified, 'expense', CREDIT_CATEGORIES),
    ofCategories(classified, 'rejected_payment', CREDIT_CATEGORIES),
  ]);
  const repayments = ofCredits.filter(({ transaction }) => transaction.amountMinor < 0);
  const keyOf = ({ cashFlowId, enrichment }: ClassifiedTransaction) =>
    cashFlowId ?? `${enrichment.category}\n${enrichment.counterparty?.id ?? ''}`;
  return [...groupBy(repayments, keyOf).values()].flatMap((own): Draft[] => {
    const payments = own.filter(({ amountClass }) => amountClass === 'expense');
    const [first, last] = [own[0], own.at(-1)];
    const kind = first ? creditKindOf(first.enrichment.category) : null;
    if (!first || !last || kind === null) return [];
    const { counterparty } = first.enrichment;
    const lender = counterparty?.kind === 'own_account' ? null : counterparty;
    return [
      {
        kind,
        flow: first.cashFlowId === null ? null : (flowOf.get(first.cashFlowId) ?? null),
        lenderId: lender?.id ?? null,
        lender: lender?.name ?? null,
        payments,
        rejected: own.filter(({ amountClass }) => amountClass === 'rejected_payment'),
        firstSeen: first.transaction.date,
        lastSeen: last.transaction.date,
      },
    ];
  });
}

/** Money received from lenders, under the credit that began to be repaid first after it, to the same lender, in time. */
function drawdownsOf(
  classified: readonly ClassifiedTransaction[],
  drafts: readonly Draft[],
  daysMax: number,
): Map<Draft, TransactionId[]> {
  const drawn = new Map<Draft, TransactionId[]>();
  for (const { enrichment, transaction } of ofClass(classified, 'loan_drawdown')) {
    const lenderId = enrichment.counterparty?.id ?? null;
    if (lenderId === null) continue;
    const own = drafts.filter((draft) => draft.lenderId === lenderId);
    const after = own
      .filter(({ firstSeen }) => firstSeen > transaction.date && daysBetween(transaction.date, firstSeen) <= daysMax)
      .sort((a, b) => (a.firstSeen < b.firstSeen ? -1 : 1));
    // A revolving credit is drawn again while it is being repaid.
    const repaid = after[0] ?? own.find(({ kind, lastSeen }) => kind === 'revolving' && lastSeen > transaction.date);
    if (repaid) drawn.set(repaid, [...(drawn.get(repaid) ?? []), transaction.id]);
  }
  return drawn;
}

function prepaidTo({ lenderId, firstSeen }: Draft, classified: readonly ClassifiedTransaction[]): TransactionId[] {
  if (lenderId === null) return [];
  return ofCategories(classified, 'expense', ['loan.prepayment']).flatMap(({ enrichment, transaction }) =>
    enrichment.counterparty?.id === lenderId && transaction.date >= firstSeen ? [transaction.id] : [],
  );
}

function detailOf(
  draft: Draft,
  terms: LoanTerms | null,
  drawdownIds: readonly TransactionId[],
  prepaymentIds: readonly TransactionId[],
  lastDay: CalendarDate,
  seenOnceDays: number,
): CreditDetail {
  const { flow, payments, lastSeen } = draft;
  const amounts: MinorUnits[] = payments.map(({ transaction }) => transaction.amountMinor);
  const hasEnded =
    flow === null || payments.length + draft.rejected.length < 2
      ? daysBetween(lastSeen, lastDay) > seenOnceDays
      : flow.status === 'ended';
  return {
    cashFlowId: flow?.id ?? null,
    kind: draft.kind,
    lender: draft.lender,
    status: hasEnded ? 'ended' : 'active',
    monthlyMinor: flow === null ? null : usualMonthly(flow, amounts),
    ...groupOf(payments),
    firstSeen: draft.firstSeen,
    lastSeen,
    rejectedTransactionIds: draft.rejected.map(({ transaction }) => transaction.id),
    prepaymentIds,
    drawdownIds,
    remainingMonths: terms?.remainingMonths ?? null,
    remainingMinor: terms?.remainingMinor ?? null,
  };
}
