import { z } from 'zod';
import { ACCOUNT_TYPES, ACCOUNT_USAGES } from '../../domain/account.js';
import { PERIODICITIES, REPARTITIONS } from '../../domain/analysis.js';
import { ERRORS } from '../../domain/errors.js';
import { ALGOAN_CATEGORIES, type AlgoanCategory } from '../../domain/taxonomy/taxonomy.js';
import { TRANSACTION_TYPES } from '../../domain/transaction.js';
import { DATA_WARNING_CODES } from '../../engine/insights/data-warnings.js';
import { affordabilitySchema } from './affordability-schema.js';
import { paginationSchema } from './page.js';

/** Response bodies of contract A. Keys beyond the contract pass through: they are ours and documented as such. */
const category = z.enum(ALGOAN_CATEGORIES as [AlgoanCategory, ...AlgoanCategory[]]).meta({ id: 'Category' });
const transactionType = z.enum(TRANSACTION_TYPES).meta({ id: 'TransactionType' });
const month = z.string().regex(/^\d{4}-\d{2}$/);

export const errorSchema = z
  .object({ code: z.enum(Object.keys(ERRORS) as [keyof typeof ERRORS]), message: z.string(), status: z.number().int() })
  .meta({ id: 'Error', description: 'What went wrong; the message names the field' });

/** The error responses that any authenticated route may give. */
export const errorResponses = {
  400: errorSchema,
  401: errorSchema,
  403: errorSchema,
  404: errorSchema,
  429: errorSchema,
  500: errorSchema,
};

export const listOf = <T extends z.ZodType>(resource: T) =>
  z.object({ resources: z.array(resource), pagination: paginationSchema });

const details = z.record(z.string(), z.unknown());

export const customerSchema = z
  .object({
    id: z.string(),
    customIdentifier: z.string(),
    aggregationDetails: details,
    personalDetails: details.optional(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Customer' });

export const transactionSchema = z
  .object({
    id: z.string(),
    accountId: z.string(),
    description: z.string(),
    dates: z.object({ debitedAt: z.string().optional(), bookedAt: z.string().optional() }),
    amount: z.number(),
    currency: z.string(),
    enrichments: z.looseObject({
      category,
      type: transactionType,
      isInternationalTransfer: z.boolean(),
      isRejected: z.boolean(),
      counterPartId: z.string().optional(),
    }),
    isComing: z.boolean(),
    aggregator: z.object({ id: z.string().optional(), category: z.string().optional(), type: z.string().optional() }),
    isNonAnalysed: z.boolean(),
  })
  .meta({ id: 'Transaction' });

export const accountSchema = z
  .looseObject({
    id: z.string(),
    type: z.enum(ACCOUNT_TYPES),
    balance: z.number(),
    balanceDate: z.string(),
    currency: z.string(),
    owners: z.array(z.object({ name: z.string() })),
    usage: z.enum(ACCOUNT_USAGES),
    iban: z.string().optional(),
    createdAt: z.string().optional(),
    updatedAt: z.string().optional(),
  })
  .meta({ id: 'Account' });

export const balanceSchema = z.object({ balance: z.number(), date: z.string() }).meta({ id: 'Balance' });

const calendar = z.array(z.object({ month, amount: z.number() }));
const transactions = z.array(transactionSchema);
const transactionGroup = z.object({ totalAmount: z.number(), transactions }).meta({ id: 'TransactionGroup' });

export const cashFlowSchema = z
  .looseObject({
    id: z.string(),
    type: transactionType,
    category,
    labelRoot: z.string(),
    label: z.string(),
    totalAmount: z.number(),
    totalRejectedAmount: z.number(),
    calendar,
    transactions,
    regularity: z.object({
      dueDays: z.array(z.number()).readonly(),
      interval: z.object({ min: z.number(), max: z.number() }),
      meanNumberOfDaysInInterval: z.number(),
      accuracy: z.number(),
      periodicity: z.enum(PERIODICITIES),
      repartition: z.enum(REPARTITIONS),
    }),
  })
  .meta({ id: 'CashFlow' });

const categoryGroups = z.array(
  z.object({ name: category, totalAmount: z.number(), monthlyAmount: z.number(), calendar, transactions }),
);

export const incomesSchema = z
  .object({
    totalAmount: z.number(),
    monthlyAmount: z.number(),
    indicators: z.object({ allowancesRatio: z.number().optional() }),
    employers: z.array(
      z.object({
        name: z.string(),
        staffing: z.string().optional().describe('How large the employer is; absent, for bank data do not tell'),
      }),
    ),
    categories: categoryGroups,
  })
  .meta({ id: 'Incomes' });

export const expensesSchema = z
  .object({
    totalAmount: z.number(),
    monthlyAmount: z.number(),
    frequentTransactions: z.array(z.object({ label: z.string(), transactions })),
    categories: categoryGroups,
  })
  .meta({ id: 'Expenses' });

const organisations = z.array(z.object({ name: z.string() }));

export const loansSchema = z
  .object({
    repayments: z.object({
      totalAmount: z.number(),
      monthlyAmount: z.number(),
      lendingOrganizations: organisations,
      details: z.array(cashFlowSchema),
    }),
    drawdowns: z.object({
      count: z.number().int(),
      totalAmount: z.number(),
      lendingOrganizations: organisations,
      details: z.array(cashFlowSchema),
    }),
  })
  .meta({ id: 'Loans' });

const rejections = z.object({
  totalAmount: z.number(),
  totalFeesAmount: z.number(),
  transactions,
  feesTransactions: transactions,
});

export const risksSchema = z
  .object({
    gambling: transactionGroup,
    incidents: z.object({
      paymentRejections: rejections,
      checkRejections: rejections,
      interventionFees: transactionGroup,
    }),
    overdraft: z.object({
      minimumBalanceReached: z.number().optional(),
      duration: z.number().int(),
      fees: transactionGroup,
    }),
    heavyFailures: z.object({ directRecoveryOfDebt: transactionGroup, bankAccountSeizure: transactionGroup }),
    wageAdvance: transactionGroup,
  })
  .meta({ id: 'Risks' });

export const creditInsightsSchema = z
  .object({
    version: z.string(),
    cashFlows: z.array(cashFlowSchema),
    incomes: incomesSchema,
    expenses: expensesSchema,
    loans: loansSchema,
    risks: risksSchema,
    affordability: affordabilitySchema,
  })
  .meta({ id: 'CreditInsights' });

export const metadataSchema = z
  .object({
    lastTransactionGap: z.number().int(),
    historicalDepth: z.number().int(),
    monthlyTransactionCount: z.number(),
    numberOfCheckings: z.number().int(),
    numberOfSavings: z.number().int(),
    numberOfLoans: z.number().int(),
    firstTransactionDate: z.string(),
    calendar: z.array(z.object({ month, nbDays: z.number().int() })),
    totalTransactionCount: z.number().int(),
  })
  .meta({ id: 'Metadata' });

const issuedScore = z.object({
  version: z.string(),
  value: z.number(),
  probabilityOfDefault: z.number(),
  horizonMonths: z.number(),
  reasonCodes: z.array(
    z.object({
      code: z.string(),
      points: z.number(),
      value: z.number().nullable(),
      reference: z.number().nullable(),
      sentences: z.record(z.string(), z.string()),
      transactionIds: z.array(z.string()),
    }),
  ),
  override: z
    .object({ value: z.number().int(), reason: z.string(), at: z.string() })
    .optional()
    .describe('What a person decided instead; the other fields stay those of the scorecard'),
});
const indicator = z.number().min(-5).max(5);
const scoreChange = z.object({
  code: z.string(),
  value: z.number(),
  to: z.number(),
  points: z.number(),
  sentences: z.record(z.string(), z.string()),
});

export const scoresSchema = z
  .object({
    creditScore: issuedScore.extend({
      indicators: z.object({
        livingStandard: indicator,
        budgetManagement: indicator,
        financialEvolution: indicator,
      }),
      whatWouldChange: z.object({
        changes: z.array(scoreChange),
        nextBand: z
          .object({ from: z.number(), score: z.number().nullable(), changes: z.array(scoreChange) })
          .nullable(),
      }),
    }),
    paymentScore: issuedScore,
  })
  .meta({ id: 'Scores' });

const warningSchema = z
  .object({
    code: z.string().describe(`One of ${DATA_WARNING_CODES.join(', ')}`),
    message: z.string(),
    accountId: z.string().optional(),
    transactionIds: z.array(z.string()).readonly(),
  })
  .meta({ id: 'DataWarning', description: 'What a reader should know about the data before trusting the figures' });

const importSchema = z
  .object({
    taken: z.number().int().describe('Transactions of the request that could be read'),
    merged: z.number().int().describe('Those of them that were known already'),
    refused: z.number().int().describe('Records that could not be read and are left out'),
    problems: z
      .array(z.object({ path: z.string(), kind: z.enum(['missing', 'invalid']), message: z.string() }))
      .readonly()
      .describe('The first of the refused records'),
  })
  .meta({ id: 'Import', description: 'What became of the bank data sent; beyond the contract' });

export const analysisSchema = z
  .object({
    id: z.string(),
    status: z.enum(['CREATED', 'ERROR', 'IN_PROGRESS', 'COMPLETED']),
    format: z.string(),
    parameters: z.object({ disableScores: z.boolean(), disableCreditInsights: z.boolean() }),
    source: z.enum(['INTERNAL', 'CLIENT', 'CASH_FLOW_UPDATE', 'MANUAL_REFRESH']),
    dataOrigin: z.enum(['OPEN_BANKING', 'PDF', 'UNKNOWN']),
    createdAt: z.string(),
    updatedAt: z.string(),
    import: importSchema.optional(),
    metadata: metadataSchema.optional(),
    creditInsights: creditInsightsSchema.optional(),
    scores: scoresSchema.optional(),
    warnings: z.array(warningSchema).optional().describe('Once the analysis has ended; beyond the contract'),
    error: z.object({ code: z.string(), message: z.string() }).optional(),
  })
  .meta({ id: 'Analysis' });
