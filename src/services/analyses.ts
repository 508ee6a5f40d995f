import { AppError } from '../domain/errors.js';
import { type AccountTimes, listAccountTimes } from '../store/accounts.js';
import { type AnalysisRecord, findAnalysis, listAnalyses } from '../store/analyses.js';
import { findCustomer } from '../store/customers.js';
import { unknownCustomer } from './customers.js';
import type { Services } from './services.js';

export type { AnalysisRecord } from '../store/analyses.js';

/** The analysis; throws UNKNOWN_ENTITY for an unknown or foreign one. */
export async function getAnalysis(
  { database }: Services,
  projectId: string,
  customerId: string,
  id: string,
): Promise<AnalysisRecord> {
  const analysis = await findAnalysis(database, projectId, customerId, id);
  if (analysis === null) throw new AppError('UNKNOWN_ENTITY', 'There is no analysis with this id for this customer');
  return analysis;
}

export async function pageOfAnalyses(
  { database }: Services,
  projectId: string,
  customerId: string,
  page: { limit: number; offset: number },
) {
  if ((await findCustomer(database, projectId, customerId)) === null) throw unknownCustomer();
  return listAnalyses(database, projectId, customerId, page);
}

/** When the customer's accounts were first and last imported, by account id. */
export async function accountTimes(
  { database }: Services,
  projectId: string,
  customerId: string,
): Promise<ReadonlyMap<string, AccountTimes>> {
  return new Map((await listAccountTimes(database, projectId, customerId)).map(({ id, ...times }) => [id, times]));
}
