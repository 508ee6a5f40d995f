import { z } from 'zod';
import { toJsonNumber } from '../../../domain/money.js';
import type { CreditQualityMetric, GeneralInfo, Review, ReviewGroup } from '../../../domain/review.js';
import { uuidOf } from '../../../domain/uuid.js';
import { uuid } from '../ids.js';

const day = z.string().meta({ format: 'date' });

const groupSchema = z
  .object({
    name: z.string(),
    transactionCount: z.number().int(),
    totalInflow: z.number(),
    totalOutflow: z.number().describe('Positive'),
    categories: z.array(z.string()),
    transactionIds: z.array(uuid),
  })
  .meta({ id: 'AnalysisGroup' });

const generalInfoSchema = z
  .object({
    startDate: day.nullable(),
    endDate: day.nullable(),
    startBalance: z.number().nullable(),
    endBalance: z.number().nullable(),
    accounts: z.array(z.object({ iban: z.string().nullable(), accountName: z.string().nullable(), accountId: uuid })),
    totalInflow: z.number(),
    totalOutflow: z.number().describe('Positive'),
  })
  .meta({ id: 'GeneralInfo' });

const companyInfoSchema = z
  .object({
    name: z.string().nullable(),
    kvkNumber: z.string(),
    legalForm: z.string().nullable(),
    sbiActivity: z.string().nullable(),
    startDate: day.nullable(),
    status: z.string().nullable(),
  })
  .meta({ id: 'CompanyInfo' });

const metricSchema = z
  .object({
    name: z.string(),
    value: z.number().nullable(),
    unit: z.string().describe('A currency code, or ratio, days (per month), count (per month)'),
    peerGroup: z.string(),
    peerCount: z.number().int(),
    peerMedian: z.number().nullable().describe('Null under 30 peers'),
    percentile: z.number().nullable().describe('Null under 30 peers'),
    direction: z.string(),
  })
  .meta({ id: 'CreditQualityMetric' });

const ranked = z.record(z.string(), groupSchema).describe('By rank, "0" to "4"');

export const reviewSchema = z
  .object({
    generalInfo: generalInfoSchema,
    companyInfo: companyInfoSchema.nullable(),
    topCounterparties: z.object({ inflow: ranked, outflow: ranked }),
    clientProfile: z.array(groupSchema),
    flaggedTransactions: z.array(groupSchema),
    lowConfidenceTransactions: z.array(groupSchema),
    otherHighlightedTransactions: z.array(groupSchema),
    creditQualityMetrics: z.array(metricSchema),
  })
  .meta({ id: 'CashFlowAnalysis' });

/** The `analysis` of a completed job. */
export function presentReview(review: Review): z.infer<typeof reviewSchema> {
  const money = (minor: number) => toJsonNumber(minor, review.currency);
  const group = ({ totalInflowMinor, totalOutflowMinor, ...rest }: ReviewGroup) => ({
    name: rest.name,
    transactionCount: rest.transactionCount,
    totalInflow: money(totalInflowMinor),
    totalOutflow: money(totalOutflowMinor),
    categories: [...rest.categories],
    transactionIds: rest.transactionIds.map(uuidOf),
  });
  const byRank = (groups: readonly ReviewGroup[]) =>
    Object.fromEntries(groups.map((one, rank) => [String(rank), group(one)]));
  const { inflow, outflow } = review.topCounterparties;
  return {
    generalInfo: generalInfoOf(review.generalInfo, money),
    companyInfo: review.companyInfo,
    topCounterparties: { inflow: byRank(inflow), outflow: byRank(outflow) },
    clientProfile: review.clientProfile.map(group),
    flaggedTransactions: review.flaggedTransactions.map(group),
    lowConfidenceTransactions: review.lowConfidenceTransactions.map(group),
    otherHighlightedTransactions: review.otherHighlightedTransactions.map(group),
    creditQualityMetrics: review.creditQualityMetrics.map((metric) => metricOf(metric, review, money)),
  };
}

function generalInfoOf(info: GeneralInfo, money: (minor: number) => number) {
  const { startBalanceMinor, endBalanceMinor } = info;
  return {
    startDate: info.startDate,
    endDate: info.endDate,
    startBalance: startBalanceMinor === null ? null : money(startBalanceMinor),
    endBalance: endBalanceMinor === null ? null : money(endBalanceMinor),
    accounts: info.accounts.map(({ iban, accountName, accountId }) => ({
      iban,
      accountName,
      accountId: uuidOf(accountId),
    })),
    totalInflow: money(info.totalInflowMinor),
    totalOutflow: money(info.totalOutflowMinor),
  };
}

/** Values of money become units of its currency. */
function metricOf(metric: CreditQualityMetric, { currency }: Review, money: (minor: number) => number) {
  if (metric.unit !== 'money') return metric;
  const inUnits = (minor: number | null) => (minor === null ? null : money(minor));
  return { ...metric, unit: currency, value: inUnits(metric.value), peerMedian: inUnits(metric.peerMedian) };
}
