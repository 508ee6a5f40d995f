import { type AnalysisRecord, latestApplication } from '../store/analyses.js';
import { lockCustomer } from '../store/customers.js';
import { findProject } from '../store/projects.js';
import { unknownCustomer } from './customers.js';
import type { Services } from './services.js';
import { startAnalysis } from './start-analysis.js';

/**
 * Computes a customer's data again as of today, with today's engine and reference data (source MANUAL_REFRESH), for the same
 * credit as the customer's latest analysis.
 * Throws UNKNOWN_ENTITY for an unknown or foreign customer.
 */
export async function refreshAnalysis(
  services: Services,
  projectId: string,
  customerId: string,
): Promise<AnalysisRecord> {
  const { database } = services;
  const project = await findProject(database, projectId);
  if (project === null) throw unknownCustomer();
  return database.transaction(async (transaction) => {
    if ((await lockCustomer(transaction, projectId, customerId)) === null) throw unknownCustomer();
    return startAnalysis(services, transaction, project, {
      id: services.newId(),
      customerId,
      status: 'IN_PROGRESS',
      format: 'ALGOAN',
      source: 'MANUAL_REFRESH',
      dataOrigin: 'UNKNOWN',
      disableScores: false,
      disableCreditInsights: false,
      application: await latestApplication(transaction, projectId, customerId),
    });
  });
}
