import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { groupBy } from '../domain/group-by.js';
import { describeMovement, signOf } from './berka-words.js';
import type { TrainingCase } from './case.js';

/** A table of the data: texts by column name. */
type Row = Readonly<Record<string, string>>;

/**
 * Loan status in the data: A finished and paid, B finished and unpaid, C running and paid so far, D running and in debt.
 * Source: P. Berka & M. Sochorova, PKDD'99 Discovery Challenge, guide to the financial data set.
 */
const OUTCOME_OF_STATUS: Readonly<Record<string, 'good' | 'bad'>> = { A: 'good', B: 'bad', C: 'good', D: 'bad' };

/** The data come from a Czech bank; all amounts are in koruna. */
const CURRENCY = 'CZK';

function readTable(file: string): Row[] {
  return parse(readFileSync(file, 'utf8'), {
    columns: true,
    delimiter: ';',
    trim: true,
    bom: true,
    skip_empty_lines: true,
  });
}

function field(row: Row, column: string): string {
  const value = row[column];
  if (value === undefined) throw new Error(`a column "${column}" is missing; found ${Object.keys(row).join(', ')}`);
  return value;
}

/** `930705` is 5 July 1993: the data are of the twentieth century. */
function dateOf(yymmdd: string): string {
  return `19${yymmdd.slice(0, 2)}-${yymmdd.slice(2, 4)}-${yymmdd.slice(4, 6)}`;
}

/** Texts such as `12.600000000001` stand in translated copies of the data; a koruna has two decimals. */
function amountOf(text: string): number {
  return Number(Number(text).toFixed(2));
}

/**
 * Turns a folder laid out like the PKDD'99 financial data (`loan.csv` and `transactions*.csv` or `trans*.csv`) into cases.
 * A case holds what the bank knew when it granted the loan: the transactions dated before the loan and the loan's own terms.
 * Loans without a transaction before them are left out. Owners, their birth, sex and district are not read at all.
 */
export function berkaCases(dir: string): TrainingCase[] {
  const files = readdirSync(dir).sort();
  const movementFiles = files.filter((file) => /^trans.*\.csv$/.test(file));
  if (movementFiles.length === 0) throw new Error(`${dir} holds no file transactions*.csv`);
  const movements = groupBy(
    movementFiles.flatMap((file) => readTable(join(dir, file))),
    (row) => field(row, 'account_id'),
  );
  return readTable(join(dir, 'loan.csv')).flatMap((loan) => {
    const own = (movements.get(field(loan, 'account_id')) ?? []).filter(
      (row) => field(row, 'date') < field(loan, 'date'),
    );
    return own.length === 0 ? [] : [caseOf(loan, own)];
  });
}

function caseOf(loan: Row, movements: readonly Row[]): TrainingCase {
  const outcome = OUTCOME_OF_STATUS[field(loan, 'status')];
  if (!outcome) throw new Error(`loan ${field(loan, 'loan_id')} has the unknown status ${field(loan, 'status')}`);
  const inOrder = [...movements].sort(byDateThenNumber);
  return {
    id: `loan-${field(loan, 'loan_id')}`,
    asOf: dateOf(field(loan, 'date')),
    outcome,
    accounts: [accountOf(field(loan, 'account_id'), dateOf(field(loan, 'date')), inOrder)],
    application: {
      amount: amountOf(field(loan, 'amount')),
      durationMonths: Number(field(loan, 'duration')),
      monthlyPayment: amountOf(field(loan, 'payments')),
    },
  };
}

function byDateThenNumber(a: Row, b: Row): number {
  const [dateA, dateB] = [field(a, 'date'), field(b, 'date')];
  if (dateA !== dateB) return dateA < dateB ? -1 : 1;
  return Number(field(a, 'trans_id')) - Number(field(b, 'trans_id'));
}

function accountOf(id: string, decidedOn: string, movements: readonly Row[]): TrainingCase['accounts'][number] {
  const transactions = movements.map((row) => ({
    dates: { debitedAt: dateOf(field(row, 'date')) },
    description: describeMovement({
      type: field(row, 'type'),
      operation: field(row, 'operation'),
      symbol: field(row, 'k_symbol'),
      bank: field(row, 'bank'),
      account: field(row, 'account'),
    }),
    amount: signOf(field(row, 'type')) * amountOf(field(row, 'amount')),
    currency: CURRENCY,
    aggregator: { id: field(row, 'trans_id') },
  }));
  return {
    type: 'CHECKING',
    usage: 'PERSONAL',
    ownership: 'HOLDER',
    currency: CURRENCY,
    country: 'CZ',
    number: id,
    balance: closingBalance(movements),
    balanceDate: dayBefore(decidedOn),
    transactions,
  };
}

function dayBefore(date: string): string {
  return new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);
}

/**
 * Balance after the last day's movements. Within a day the data give no order, so of that day's balances the one is taken
 * that the day's movements lead to from the balance before them.
 */
function closingBalance(movements: readonly Row[]): number {
  const last = movements.at(-1);
  if (!last) return 0;
  const lastDay = movements
    .filter((row) => field(row, 'date') === field(last, 'date'))
    .map((row) => ({
      balance: hellers(field(row, 'balance')),
      change: signOf(field(row, 'type')) * hellers(field(row, 'amount')),
    }));
  const total = lastDay.reduce((sum, { change }) => sum + change, 0);
  const openings = lastDay.map(({ balance, change }) => balance - change);
  const closing = lastDay.find(({ balance }) => openings.includes(balance - total))?.balance;
  return (closing ?? hellers(field(last, 'balance'))) / 100;
}

/** Hundredths of a koruna. */
function hellers(text: string): number {
  return Math.round(Number(text) * 100);
}
