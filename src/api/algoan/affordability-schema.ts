import { z } from 'zod';
import { ACTIVITY_SIGNALS, FIGURE_BASES, MISSING_FACTS, RED_FLAG_CODES } from '../../domain/affordability.js';
import { CREDIT_KINDS } from '../../domain/credit.js';
import { INCOME_KINDS } from '../../domain/income-source.js';
import { FIGURE_UNITS_PRESENTED } from './present/affordability.js';

/** What Saldo tells beyond contract A. Amounts are in units of the analysis' currency; money out is negative. */
const ids = z.array(z.string()).readonly();
const date = z.string().describe('YYYY-MM-DD');
const month = z.string().describe('YYYY-MM');

const figure = z
  .object({
    value: z.number().nullable().describe('null where it is unknown; `missing` then says why'),
    unit: z.enum(FIGURE_UNITS_PRESENTED),
    basis: z.array(z.enum(FIGURE_BASES)).readonly(),
    missing: z.array(z.enum(MISSING_FACTS)).readonly(),
  })
  .meta({ id: 'Figure' });

const expenseShare = z
  .object({ totalAmount: z.number(), monthlyAmount: z.number(), transactionIds: ids })
  .meta({ id: 'ExpenseShare' });

const forecastSchema = z
  .object({
    from: date,
    fromBalance: z.number(),
    days: z.array(z.object({ date, low: z.number(), middle: z.number(), high: z.number() })),
    expected: z.array(
      z.object({
        cashFlowId: z.string().nullable(),
        lastTransactionId: z.string(),
        date,
        amount: z.number(),
      }),
    ),
    irregularDailyAmount: z.number(),
    negativeFrom: date.nullable(),
  })
  .meta({
    id: 'Forecast',
    description: 'The joined balance of the checking accounts; four out of five days end between low and high',
  });

const incomeSource = z
  .object({
    id: z.string(),
    name: z.string().nullable(),
    kind: z.enum(INCOME_KINDS),
    totalAmount: z.number(),
    monthlyAmount: z.number(),
    usualAmount: z.number(),
    usualMonthlyAmount: z.number().nullable(),
    firstSeen: date,
    lastSeen: date,
    isRegular: z.boolean(),
    isRunning: z.boolean(),
    isDependable: z.boolean(),
    stability: z.number().nullable(),
    trend: z.number().nullable(),
    payday: z.number().nullable(),
    next: date.nullable(),
    isStaffingAgency: z.boolean().nullable(),
    transactionIds: ids,
    advanceIds: ids,
  })
  .meta({ id: 'IncomeSource' });

const credit = z
  .object({
    cashFlowId: z.string().nullable(),
    kind: z.enum(CREDIT_KINDS),
    lender: z.string().nullable(),
    status: z.enum(['active', 'ended']),
    monthlyAmount: z.number().nullable(),
    totalAmount: z.number(),
    firstSeen: date,
    lastSeen: date,
    remainingMonths: z.number().nullable(),
    remainingAmount: z.number().nullable(),
    transactionIds: ids,
    rejectedTransactionIds: ids,
    prepaymentIds: ids,
    drawdownIds: ids,
  })
  .meta({ id: 'Credit' });

export const affordabilitySchema = z
  .object({
    dependableIncome: figure,
    residualIncome: figure,
    debtServiceRatio: figure,
    savingsRate: figure,
    netSaved: figure,
    incomeVariation: figure,
    incomeTrend: figure,
    payday: figure,
    nextPayday: date.nullable(),
    bufferDays: figure,
    bufferDaysWithSavings: figure,
    expenseSplit: z.object({
      fixed: expenseShare,
      essential: expenseShare,
      discretionary: expenseShare,
      other: expenseShare,
    }),
    incomeByMonth: z.array(z.object({ month, amount: z.number() })),
    lowestBalances: z.array(z.object({ month, date, balance: z.number() })),
    overdraft: z.array(
      z.object({
        days: z.number().int(),
        negativeDays: z.number().int().nullable(),
        minimumBalance: z.number().nullable(),
        fees: z.number().nullable(),
      }),
    ),
    activity: z.array(
      z.object({
        accountId: z.string(),
        score: z.number(),
        present: z.array(z.enum(ACTIVITY_SIGNALS)).readonly(),
        absent: z.array(z.enum(ACTIVITY_SIGNALS)).readonly(),
      }),
    ),
    redFlags: z.array(
      z.object({
        code: z.enum(RED_FLAG_CODES),
        message: z.string(),
        transactionIds: ids,
        basis: z.array(z.enum(FIGURE_BASES)).readonly(),
      }),
    ),
    incomeSources: z.array(incomeSource),
    credits: z.array(credit),
    newCreditSeeking: z.object({
      days: z.number().int(),
      newLenders: z.array(z.string()).readonly().nullable(),
      transactionIds: ids,
    }),
    gamblingShareOfIncome: z.number().nullable(),
    circularTransferIds: ids,
    reconciliation: z.array(
      z.object({
        accountId: z.string(),
        from: date,
        to: date,
        opening: z.number(),
        closing: z.number(),
        incomes: z.number(),
        expenses: z.number(),
        loans: z.number(),
        savings: z.number(),
        excluded: z.number(),
      }),
    ),
    joinedBalances: z.array(
      z.object({
        currency: z.string(),
        accountIds: ids,
        balances: z.array(z.object({ date, balance: z.number() })),
      }),
    ),
    forecast: forecastSchema.nullable().describe('null where less than a month of balances is known'),
  })
  .meta({ id: 'Affordability', description: 'What the customer can afford; beyond contract A' });
