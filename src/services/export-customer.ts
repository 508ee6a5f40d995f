import { listCategories } from '../store/account-categories.js';
import { listAccounts, listAccountTimes } from '../store/accounts.js';
import { listAnalyses } from '../store/analyses.js';
import { findReview, listAnalysisJobsOf } from '../store/analysis-jobs.js';
import { listAuditEntries } from '../store/audit.js';
import { listCategorizationJobs } from '../store/categorization-jobs.js';
import { listConsentAccounts } from '../store/consent-accounts.js';
import { type Consent, listConsentsOfCustomer } from '../store/consents.js';
import { listCorrections } from '../store/corrections.js';
import { listEventsAbout } from '../store/events.js';
import { listPastTransactions } from '../store/listed-transactions.js';
import { listScoreOverrides } from '../store/score-overrides.js';
import { listScoreRecords } from '../store/score-records.js';
import { listTransactions } from '../store/transactions.js';
import { findUser } from '../store/users.js';
import { getCustomer } from './customers.js';
import type { Services } from './services.js';

/** A person has few analyses; all of them belong in the answer to an access request. */
const EVERYTHING = { limit: 100_000, offset: 0 };

/**
 * Everything that is kept about a customer, for an access request (GDPR articles 15 and 20); but not the answers kept for a day for repeated
 * requests, which are copies of it and may open consents. Throws UNKNOWN_ENTITY for an unknown or foreign customer.
 */
export async function exportCustomer(services: Services, projectId: string, customerId: string) {
  const { database } = services;
  const { projectId: _, ...customer } = await getCustomer(services, projectId, customerId);
  const { analyses } = await listAnalyses(database, projectId, customerId, EVERYTHING);
  const records = await listScoreRecords(database, projectId, customerId);
  const overrides = await listScoreOverrides(database, projectId, customerId);
  const jobs = await listCategorizationJobs(database, projectId, customerId);
  return {
    customer,
    accounts: await accountsOf(services, projectId, customerId),
    transactions: await listTransactions(database, projectId, customerId),
    earlierTransactions: await listPastTransactions(database, projectId, customerId),
    analyses: analyses.map(({ projectId: __, customerId: ___, ...analysis }) => analysis),
    corrections: await listCorrections(database, projectId, customerId),
    scoreRecords: records.map(({ projectId: __, customerId: ___, ...record }) => record),
    scoreOverrides: overrides.map(({ projectId: __, customerId: ___, ...override }) => override),
    user: await userOf(services, projectId, customerId),
    consents: await consentsOf(services, projectId, customerId),
    categorizationJobs: jobs.map(({ projectId: __, customerId: ___, ...job }) => job),
    categories: await listCategories(database, projectId, customerId, 'all'),
    analysisJobs: await analysisJobsOf(services, projectId, customerId),
    events: await eventsOf(services, projectId, customerId),
    accesses: await listAuditEntries(database, projectId, customerId, EVERYTHING),
  };
}

/** Accounts with when they came in and last changed. */
async function accountsOf({ database }: Services, projectId: string, customerId: string) {
  const times = await listAccountTimes(database, projectId, customerId);
  const timesById = new Map(times.map(({ id, ...dated }) => [id, dated]));
  const accounts = await listAccounts(database, projectId, customerId);
  return accounts.map((account) => ({ ...account, ...timesById.get(account.id) }));
}

/** What subscribers were told of the customer. A one-time code is a secret, and left out. */
async function eventsOf({ database }: Services, projectId: string, customerId: string) {
  const events = await listEventsAbout(database, projectId, customerId);
  return events.map(({ id, index, name, payload, status, acknowledgedAt, createdAt }) => {
    return { id, index, name, payload, status, acknowledgedAt, createdAt };
  });
}

/** How contract B names the customer; null when it is no user of contract B. */
async function userOf({ database }: Services, projectId: string, customerId: string) {
  const user = await findUser(database, projectId, customerId);
  return user === null ? null : { externalId: user.externalId, createdAt: user.createdAt };
}

/** Consents with the accounts they cover, without what opens anything: access, sessions, and the links that carry them. */
async function consentsOf({ database }: Services, projectId: string, customerId: string) {
  const consents = await listConsentsOfCustomer(database, projectId, customerId);
  return Promise.all(
    consents.map(async (consent) => {
      const accounts = await listConsentAccounts(database, projectId, consent.id);
      return { ...withoutSecrets(consent), accountIds: accounts.map(({ accountId }) => accountId) };
    }),
  );
}

function withoutSecrets(consent: Consent) {
  const { projectId, customerId, accessSealed, sessionHash, returnUrl, ...kept } = consent;
  return kept;
}

/** Jobs about the customer's accounts. What one that is about other people's too was told and found is theirs as well, and left out. */
async function analysisJobsOf({ database }: Services, projectId: string, customerId: string) {
  const jobs = await listAnalysisJobsOf(database, projectId, customerId);
  return Promise.all(
    jobs.map(async ({ projectId: _, accounts, input, internalIbans, metadata, ...job }) => {
      const own = accounts.filter((key) => key.customerId === customerId).map(({ accountId }) => accountId);
      const isShared = own.length < accounts.length;
      const result = isShared ? null : await findReview(database, projectId, job.id);
      return { ...job, ...(isShared ? {} : { input, internalIbans, metadata }), accountIds: own, isShared, result };
    }),
  );
}
