import { AppError } from '../domain/errors.js';
import { type LeafId, leafOfAlgoanCategory, TAXONOMY } from '../domain/taxonomy/taxonomy.js';
import type { AnalysisRecord } from '../store/analyses.js';
import { saveCorrection } from '../store/corrections.js';
import { lockCustomer } from '../store/customers.js';
import { findProject } from '../store/projects.js';
import { getAnalysis } from './analyses.js';
import { unknownCustomer } from './customers.js';
import type { Services } from './services.js';
import { startAnalysis } from './start-analysis.js';

/** Where a cash flow stands. */
export interface CashFlowKey {
  readonly projectId: string;
  readonly customerId: string;
  readonly analysisId: string;
  readonly cashFlowId: string;
}

/**
 * Remembers the client's category of a cash flow for this customer and computes a new analysis with it (source CASH_FLOW_UPDATE).
 * `category` is a value of contract A. Throws UNKNOWN_ENTITY for the flow, BAD_REQUEST for a category of the other direction.
 */
export async function correctCashFlow(
  services: Services,
  { projectId, customerId, analysisId, cashFlowId }: CashFlowKey,
  category: string,
): Promise<AnalysisRecord> {
  const { database } = services;
  const project = await findProject(database, projectId);
  if (project === null) throw unknownCustomer();
  const before = await getAnalysis(services, projectId, customerId, analysisId);
  const flow = before.result?.insights?.cashFlows.find(({ id }) => id === cashFlowId);
  if (!flow) throw new AppError('UNKNOWN_ENTITY', 'There is no cash flow with this id in this analysis');
  const leaf = leafFor(category, flow.totalMinor < 0 ? 'debit' : 'credit', flow.category);
  return database.transaction(async (transaction) => {
    if ((await lockCustomer(transaction, projectId, customerId)) === null) throw unknownCustomer();
    await saveCorrection(transaction, projectId, customerId, { cashFlowId, category: leaf });
    return startAnalysis(services, transaction, project, {
      id: services.newId(),
      customerId,
      status: 'IN_PROGRESS',
      format: before.format,
      source: 'CASH_FLOW_UPDATE',
      dataOrigin: before.dataOrigin,
      disableScores: before.disableScores,
      disableCreditInsights: before.disableCreditInsights,
      application: before.application,
    });
  });
}

/** The category of ours that a value of contract A means for money of this direction; the flow's own where it already has that value. */
function leafFor(category: string, direction: 'debit' | 'credit', current: LeafId): LeafId {
  const standard = leafOfAlgoanCategory(category);
  if (standard === null) throw new AppError('BAD_REQUEST', 'category must be one of the contract’s categories');
  const fitting = TAXONOMY.filter((leaf) => leaf.algoanCategory === category && leaf.direction === direction);
  if (fitting.some(({ id }) => id === current)) return current;
  const found = fitting.find(({ id }) => id === standard.id) ?? fitting[0];
  if (found) return found.id;
  const money = direction === 'debit' ? 'goes out' : 'comes in';
  throw new AppError('BAD_REQUEST', `category ${category} does not fit a cash flow whose money ${money}`);
}
