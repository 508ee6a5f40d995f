import { describe, expect, it } from 'vitest';
import type { AccountId } from '../../../src/domain/account.js';
import type { AnalysedAccount, EnrichedTransaction, Enrichment } from '../../../src/domain/analysis.js';
import { type LeafId, TAXONOMY } from '../../../src/domain/taxonomy/taxonomy.js';
import type { TransactionId } from '../../../src/domain/transaction.js';
import { classifyAmounts } from '../../../src/engine/insights/classify-amounts.js';
import { anAccount, anEnriched, aTransaction } from './sample-data.js';

const CARD = 'card-1' as AccountId;
const accounts: readonly AnalysedAccount[] = [
  { account: anAccount(), excludedBy: null },
  { account: anAccount({ id: CARD, type: 'CREDIT_CARD' }), excludedBy: null },
  { account: anAccount({ id: 'savings-1' as AccountId, type: 'SAVINGS' }), excludedBy: null },
];

function classOf(amountMinor: number, category: LeafId, enrichment: Partial<Enrichment> = {}): string | undefined {
  const one = anEnriched(aTransaction('t', '2026-08-01', amountMinor), { category, ...enrichment });
  return classifyAmounts(accounts, [one])[0]?.amountClass;
}

function link(kind: 'rejection' | 'card' | 'internal', id: string): Pick<Enrichment, 'counterpart'> {
  return { counterpart: { kind, id: id as TransactionId } };
}

describe('classifyAmounts', () => {
  it.each<[number, LeafId, string]>([
    [100, 'income.salary', 'income'],
    [100, 'subsidy.family', 'income'],
    [100, 'savings.interest', 'income'],
    [-100, 'housing.rent', 'expense'],
    [-100, 'loan.personal', 'expense'],
    [-100, 'fees.overdraft', 'expense'],
    [-100, 'card.settlement', 'expense'],
    [100, 'refund.other', 'refund'],
    [100, 'tax.refund', 'refund'],
    [100, 'loan.drawdown_personal', 'loan_drawdown'],
    [100, 'seizure.release_account', 'seizure_release'],
    [100, 'fees.refund_incident', 'fee_refund'],
    [100, 'rejection.payment', 'rejection_return'],
    [-100, 'savings.deposit', 'savings'],
    [100, 'savings.withdrawal', 'savings'],
    [-100, 'internal.outgoing', 'internal_transfer'],
    [100, 'expenses.groceries', 'opposite_sign'],
    [-100, 'income.salary', 'opposite_sign'],
  ])('puts %i of %s into %s', (amountMinor, category, expected) => {
    expect(classOf(amountMinor, category)).toBe(expected);
  });

  it('leaves internal transfers out whatever their category, but counts instalments into an own loan account', () => {
    expect(classOf(-100, 'expenses.other', { isInternal: true })).toBe('internal_transfer');
    expect(classOf(-100, 'loan.repayment', { isInternal: true })).toBe('expense');
  });

  it('leaves a rejected payment and its return out', () => {
    expect(classOf(-100, 'housing.rent', { isRejected: true, ...link('rejection', 'back') })).toBe('rejected_payment');
    expect(classOf(100, 'income.other', link('rejection', 'there'))).toBe('rejection_return');
  });

  it('sorts every category of the taxonomy at its own sign', () => {
    for (const { id, direction } of TAXONOMY) {
      expect(classOf(direction === 'credit' ? 1 : -1, id), id).not.toBe('opposite_sign');
    }
  });

  const purchase = anEnriched(aTransaction('p', '2026-07-10', -4_000, { accountId: CARD }), {
    category: 'expenses.shopping',
  });
  const settlement = anEnriched(aTransaction('s', '2026-07-31', -4_000), {
    category: 'card.settlement',
    ...link('card', 'r'),
  });
  const reset = anEnriched(aTransaction('r', '2026-07-31', 4_000, { accountId: CARD }), {
    category: 'card.reset',
    ...link('card', 's'),
  });
  const classes = (...transactions: readonly EnrichedTransaction[]) =>
    classifyAmounts(accounts, transactions).map(({ amountClass }) => amountClass);

  it('counts the purchases of a card whose settlement is tied to it', () => {
    expect(classes(purchase, settlement, reset)).toEqual(['expense', 'card_settlement', 'card_reset']);
  });

  it('counts the settlement where the card account does not show it', () => {
    const untied = { ...settlement, enrichment: { ...settlement.enrichment, counterpart: null } };
    expect(classes(purchase, untied)).toEqual(['other_account', 'expense']);
    expect(classes(purchase, settlement, { ...reset, notAnalysed: 'future' })).toEqual(['other_account', 'expense']);
  });
});
