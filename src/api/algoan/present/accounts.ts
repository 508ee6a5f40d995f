import type { Account, LoanDetails, SavingsDetails } from '../../../domain/account.js';
import type { DailyBalance } from '../../../domain/analysis.js';
import { startOfDayUtc } from '../../../domain/instant.js';
import { type CurrencyCode, type MinorUnits, toJsonNumber } from '../../../domain/money.js';
import { known } from './transactions.js';

function amount(minor: MinorUnits | null, currency: CurrencyCode): number | undefined {
  return minor === null ? undefined : toJsonNumber(minor, currency);
}

function presentSavings(savings: SavingsDetails, currency: CurrencyCode) {
  return known({
    type: savings.type ?? undefined,
    openedAt: savings.openedAt ?? undefined,
    maximumAmount: amount(savings.maximumAmountMinor, currency),
    interestRate: savings.interestRate ?? undefined,
  });
}

function presentLoan(loan: LoanDetails, currency: CurrencyCode) {
  return known({
    type: loan.type ?? undefined,
    amount: amount(loan.amountMinor, currency),
    startDate: loan.startDate ?? undefined,
    endDate: loan.endDate ?? undefined,
    duration: loan.duration ?? undefined,
    insuranceLabel: loan.insuranceLabel ?? undefined,
    payment: amount(loan.paymentMinor, currency),
    remainingCapital: amount(loan.remainingCapitalMinor, currency),
    interestRate: loan.interestRate ?? undefined,
  });
}

/** An account in contract A's words. */
export function presentAccount(account: Account) {
  const { bank, currency } = account;
  return known({
    id: account.id,
    type: account.type,
    balance: toJsonNumber(account.balanceMinor, currency),
    balanceDate: account.balanceInstant ?? startOfDayUtc(account.balanceDate),
    currency,
    owners: account.ownerNames.map((name) => ({ name })),
    ownership: account.ownership === 'UNKNOWN' ? undefined : account.ownership,
    number: account.number ?? undefined,
    iban: account.iban ?? undefined,
    bic: account.bic ?? undefined,
    name: account.name ?? undefined,
    bank:
      bank === null
        ? undefined
        : known({
            id: bank.id ?? undefined,
            logoUrl: bank.logoUrl ?? undefined,
            name: bank.name ?? undefined,
            country: bank.country ?? undefined,
          }),
    usage: account.usage,
    country: account.country ?? undefined,
    coming: amount(account.comingMinor, currency),
    details: known({
      savings: account.savings === null ? undefined : presentSavings(account.savings, currency),
      loan: account.loan === null ? undefined : presentLoan(account.loan, currency),
    }),
    aggregator: known({ id: account.aggregatorId ?? undefined }),
  });
}

/** End-of-day balances in contract A's words. */
export function presentBalances(days: readonly DailyBalance[], currency: CurrencyCode) {
  return days.map(({ date, balanceMinor }) => ({
    balance: toJsonNumber(balanceMinor, currency),
    date: startOfDayUtc(date),
  }));
}
