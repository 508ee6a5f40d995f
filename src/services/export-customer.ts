import { listAccounts } from '../store/accounts.js';
import { listAnalyses } from '../store/analyses.js';
import { listAuditEntries } from '../store/audit.js';
import { listCorrections } from '../store/corrections.js';
import { listScoreOverrides } from '../store/score-overrides.js';
import { listScoreRecords } from '../store/score-records.js';
import { listTransactions } from '../store/transactions.js';
import { getCustomer } from './customers.js';
import type { Services } from './services.js';

/** A person has few analyses; all of them belong in the answer to an access request. */
const EVERYTHING = { limit: 100_000, offset: 0 };

/**
 * Everything that is kept about a customer, for an access request (GDPR articles 15 and 20).
 * Throws UNKNOWN_ENTITY for an unknown or foreign customer.
 */
export async function exportCustomer(services: Services, projectId: string, customerId: string) {
  const { database } = services;
  const { projectId: _, ...customer } = await getCustomer(services, projectId, customerId);
  const { analyses } = await listAnalyses(database, projectId, customerId, EVERYTHING);
  const records = await listScoreRecords(database, projectId, customerId);
  const overrides = await listScoreOverrides(database, projectId, customerId);
  return {
    customer,
    accounts: await listAccounts(database, projectId, customerId),
    transactions: await listTransactions(database, projectId, customerId),
    analyses: analyses.map(({ projectId: __, customerId: ___, ...analysis }) => analysis),
    corrections: await listCorrections(database, projectId, customerId),
    scoreRecords: records.map(({ projectId: __, customerId: ___, ...record }) => record),
    scoreOverrides: overrides.map(({ projectId: __, customerId: ___, ...override }) => override),
    accesses: await listAuditEntries(database, projectId, customerId, EVERYTHING),
  };
}
