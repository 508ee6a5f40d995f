import { describe, expect, it } from 'vitest';
import type { AccountId, LoanDetails } from '../../../src/domain/account.js';
import { parseCalendarDate } from '../../../src/domain/calendar-date.js';
import type { Instant } from '../../../src/domain/instant.js';
import { loanTermsOf, matchLoanAccounts } from '../../../src/engine/insights/loan-accounts.js';
import { anAccount } from './sample-data.js';
import { insightsOf, monthly, party, row } from './sample-insights.js';

const JULY_END = parseCalendarDate('2026-07-31');
const account = anAccount({ balanceDate: JULY_END });
const EDGE = row('2026-04-01', -1, 'expenses.other');
const COFIDIS = party('Cofidis', 'bank');

const TERMS: LoanDetails = {
  type: null,
  amountMinor: 500_000,
  startDate: null,
  endDate: null,
  duration: null,
  insuranceLabel: null,
  paymentMinor: 15_000,
  remainingCapitalMinor: 180_000,
  interestRate: null,
};

function loanAccount(terms: Partial<LoanDetails>) {
  return anAccount({
    id: 'loan' as AccountId,
    type: 'LOAN',
    balanceMinor: -190_000,
    balanceDate: JULY_END,
    loan: { ...TERMS, ...terms },
  });
}

function creditsOf(rows: Parameters<typeof insightsOf>[0], terms: Partial<LoanDetails> | null = null) {
  const accounts = terms === null ? [account] : [account, loanAccount(terms)];
  return insightsOf([EDGE, ...rows], accounts).loans;
}

describe('credit details', () => {
  it('describe one credit for each flow of repayments', () => {
    const { details } = creditsOf([
      ...monthly('2026-04-05', 4, -15_000, 'loan.personal', COFIDIS),
      ...monthly('2026-04-20', 4, -40_000, 'loan.personal', COFIDIS),
    ]);
    expect(
      details.map(({ kind, lender, monthlyMinor, status, firstSeen, lastSeen }) => ({
        kind,
        lender,
        monthlyMinor,
        status,
        firstSeen,
        lastSeen,
      })),
    ).toEqual([
      {
        kind: 'consumer',
        lender: 'Cofidis',
        monthlyMinor: -40_000,
        status: 'active',
        firstSeen: '2026-04-20',
        lastSeen: '2026-07-20',
      },
      {
        kind: 'consumer',
        lender: 'Cofidis',
        monthlyMinor: -15_000,
        status: 'active',
        firstSeen: '2026-04-05',
        lastSeen: '2026-07-05',
      },
    ]);
  });

  it('show rejected instalments without counting them', () => {
    const rows = monthly('2026-04-05', 4, -15_000, 'loan.personal', COFIDIS);
    const rejected = row('2026-07-05', -15_000, 'loan.personal', { ...COFIDIS, isRejected: true });
    const [credit] = creditsOf([...rows.slice(0, 3), rejected]).details;
    expect(credit).toMatchObject({
      totalMinor: -45_000,
      rejectedTransactionIds: ['t4'],
      transactionIds: ['t1', 't2', 't3'],
    });
  });

  it('match a drawdown to the repayments that follow to the same lender', () => {
    const { details } = creditsOf([
      row('2026-04-10', 300_000, 'loan.drawdown_personal', COFIDIS),
      row('2026-04-10', 100_000, 'loan.drawdown_personal', party('Other', 'bank')),
      ...monthly('2026-05-05', 3, -15_000, 'loan.personal', COFIDIS),
    ]);
    expect(details.map(({ drawdownIds }) => drawdownIds)).toEqual([['t1']]);
  });

  it('leave a drawdown that came after the first repayment or long before it', () => {
    const late = creditsOf([
      ...monthly('2026-04-05', 4, -15_000, 'loan.personal', COFIDIS),
      row('2026-05-10', 300_000, 'loan.drawdown_personal', COFIDIS),
    ]);
    expect(late.details[0]?.drawdownIds).toEqual([]);
    const early = creditsOf([
      row('2026-01-10', 300_000, 'loan.drawdown_personal', COFIDIS),
      ...monthly('2026-05-05', 3, -15_000, 'loan.personal', COFIDIS),
    ]);
    expect(early.details[0]?.drawdownIds).toEqual([]);
  });

  it('attach early repayments to the credit of their lender', () => {
    const { details } = creditsOf([
      ...monthly('2026-04-05', 4, -15_000, 'loan.personal', COFIDIS),
      row('2026-06-10', -100_000, 'loan.prepayment', COFIDIS),
    ]);
    expect(details).toHaveLength(1);
    expect(details[0]?.prepaymentIds).toEqual(['t5']);
  });

  it('add up the use of revolving credit', () => {
    const { revolving, details } = creditsOf([
      row('2026-05-20', 50_000, 'loan.drawdown_revolving', COFIDIS),
      ...monthly('2026-04-05', 4, -10_000, 'loan.revolving', COFIDIS),
    ]);
    expect(revolving).toEqual([
      {
        lender: 'Cofidis',
        drawnMinor: 50_000,
        repaidMinor: -40_000,
        drawdownIds: ['t1'],
        repaymentIds: ['t2', 't3', 't4', 't5'],
      },
    ]);
    expect(details[0]).toMatchObject({ kind: 'revolving', drawdownIds: ['t1'] });
  });

  it('take the terms of the loan account whose payment is the one seen', () => {
    const rows = [
      ...monthly('2026-04-05', 4, -15_500, 'loan.personal', COFIDIS),
      ...monthly('2026-04-20', 4, -40_000, 'loan.leasing', party('Lease')),
    ];
    const { details } = creditsOf(rows, { endDate: '2027-07-31T00:00:00.000Z' as Instant });
    expect(details.map(({ kind, remainingMonths, remainingMinor }) => [kind, remainingMonths, remainingMinor])).toEqual(
      [
        ['leasing', null, null],
        ['consumer', 12, -180_000],
      ],
    );
  });
});

describe('loan accounts', () => {
  it('end after their duration where no end is given, and owe their balance where no capital is', () => {
    const loan = loanAccount({
      startDate: '2024-08-01T00:00:00.000Z' as Instant,
      duration: 36,
      remainingCapitalMinor: null,
    });
    expect(loanTermsOf(loan, JULY_END)).toEqual({ remainingMonths: 12, remainingMinor: -190_000 });
    expect(loanTermsOf(loanAccount({}), JULY_END).remainingMonths).toBeNull();
  });

  it('go to the nearest payment, once', () => {
    const loan = loanAccount({});
    expect(matchLoanAccounts([-16_000, -15_100, -15_200], [loan], 0.15)).toEqual([null, loan, null]);
    expect(matchLoanAccounts([-30_000], [loan], 0.15)).toEqual([null]);
    expect(matchLoanAccounts([-15_000], [loanAccount({ paymentMinor: null })], 0.15)).toEqual([null]);
  });
});
