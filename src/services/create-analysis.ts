import { AppError } from '../domain/errors.js';
import { MoneyError, parseCurrency, parseJsonNumber } from '../domain/money.js';
import type { CreditApplication } from '../domain/score.js';
import { listAccounts } from '../store/accounts.js';
import type { AnalysisRecord } from '../store/analyses.js';
import { findCustomer, lockCustomer } from '../store/customers.js';
import { findProject } from '../store/projects.js';
import { acceptanceOf, acceptFirst } from './accept-analysis.js';
import { unknownCustomer } from './customers.js';
import { mergeWithKept } from './import-transactions.js';
import { formatOf, readBankData } from './read-bank-data.js';
import type { Services } from './services.js';
import { usesConnector } from './subscriptions.js';

export interface NewAnalysisRequest {
  readonly format?: string | undefined;
  readonly parameters?:
    | { readonly disableScores?: boolean | undefined; readonly disableCreditInsights?: boolean | undefined }
    | undefined;
  readonly dataOrigin?: 'OPEN_BANKING' | 'PDF' | 'UNKNOWN' | undefined;
  /** The credit asked for, in units of the project's currency. */
  readonly application?:
    | { readonly amount: number; readonly durationMonths: number; readonly monthlyPayment: number }
    | undefined;
  readonly accounts?: unknown;
  readonly connections?: unknown;
  /** The aggregator's one-time code, handed to the connector and not kept. */
  readonly temporaryCode?: string | undefined;
}

function checkParameters({
  disableScores = false,
  disableCreditInsights = false,
}: NonNullable<NewAnalysisRequest['parameters']>) {
  if (disableScores && disableCreditInsights) {
    throw new AppError(
      'BAD_REQUEST',
      'parameters.disableScores and parameters.disableCreditInsights cannot both be true: nothing would be left to compute',
    );
  }
  return { disableScores, disableCreditInsights };
}

/** The credit asked for in minor units; throws BAD_REQUEST naming the amount that the currency cannot express. */
function applicationOf({ application }: NewAnalysisRequest, currency: string): CreditApplication | null {
  if (application === undefined) return null;
  const minor = (name: 'amount' | 'monthlyPayment') => {
    try {
      return parseJsonNumber(application[name], parseCurrency(currency));
    } catch (error) {
      if (!(error instanceof MoneyError)) throw error;
      throw new AppError('BAD_REQUEST', `application.${name} ${error.message}`);
    }
  };
  return {
    amountMinor: minor('amount'),
    durationMonths: application.durationMonths,
    monthlyPaymentMinor: minor('monthlyPayment'),
  };
}

/** Nothing given, in any of the ways in which clients say so. */
function isEmpty(list: unknown): boolean {
  return list === undefined || list === null || (Array.isArray(list) && list.length === 0);
}

/** Whether a request brings bank data. */
function bringsData({ accounts, connections }: { accounts?: unknown; connections?: unknown }): boolean {
  return ![accounts, connections].every(isEmpty);
}

/**
 * Accepts an analysis. With accounts: they are stored and the job is queued in one transaction, or nothing is. Without: it stays
 * CREATED and the project's connector is asked for the bank details.
 * Throws MISSING_PARAM or BAD_REQUEST naming the field, FORBIDDEN without accounts and connector, UNKNOWN_ENTITY for the customer.
 */
export async function createAnalysis(
  services: Services,
  projectId: string,
  customerId: string,
  request: NewAnalysisRequest,
): Promise<AnalysisRecord> {
  const { database } = services;
  const format = formatOf(request.format);
  const parameters = checkParameters(request.parameters ?? {});
  const [project, accounts] = await database.snapshot((reader) => [
    findProject(reader, projectId),
    listAccounts(reader, projectId, customerId),
  ]);
  if (project === null) throw unknownCustomer();
  const application = applicationOf(request, project.currency);
  const batch = bringsData(request) ? readBankData(request, format, project.country) : null;
  if (batch === null) await checkConnector(services, projectId, customerId);
  const problems = batch?.problems ?? [];
  const accept = acceptanceOf(services, project, customerId, { ...request, ...parameters, application, problems });
  if (batch !== null && accounts.length === 0) {
    const accepted = await acceptFirst(database, projectId, customerId, batch, accept);
    if (accepted !== null) return accepted;
  }
  return database.transaction(async (transaction) => {
    if ((await lockCustomer(transaction, projectId, customerId)) === null) throw unknownCustomer();
    return accept(transaction, batch && (await mergeWithKept(transaction, projectId, customerId, batch)));
  });
}

/** Without accounts somebody must fetch them. */
async function checkConnector(services: Services, projectId: string, customerId: string): Promise<void> {
  if ((await findCustomer(services.database, projectId, customerId)) === null) throw unknownCustomer();
  if (await usesConnector(services.database, projectId)) return;
  throw new AppError('FORBIDDEN', 'This project uses no connector: send accounts with their transactions');
}
