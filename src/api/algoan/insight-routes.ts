import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Analysis } from '../../domain/analysis.js';
import { AppError } from '../../domain/errors.js';
import { type AnalysisRecord, accountTimes, getAnalysis } from '../../services/analyses.js';
import { correctCashFlow } from '../../services/correct-cash-flow.js';
import { overridesInForce } from '../../services/score-overrides.js';
import type { Services } from '../../services/services.js';
import { principalOf } from '../authenticate.js';
import { affordabilitySchema } from './affordability-schema.js';
import { presentHead } from './analysis-routes.js';
import { pageInMemory, pageOf, pagePresented, pageQuery } from './page.js';
import { presentAccount, presentBalances } from './present/accounts.js';
import { type InsightsPresenter, insightsOf } from './present/credit-insights.js';
import { presentScores } from './present/scores.js';
import { presentTransaction } from './present/transactions.js';
import {
  accountSchema,
  analysisSchema,
  balanceSchema,
  cashFlowSchema,
  creditInsightsSchema,
  errorResponses,
  expensesSchema,
  incomesSchema,
  listOf,
  loansSchema,
  risksSchema,
  scoresSchema,
  transactionSchema,
} from './schemas.js';

const analysisParams = z.object({ id: z.string(), analysisId: z.string() });
const accountParams = analysisParams.extend({ accountId: z.string() });
type AnalysisKey = z.infer<typeof analysisParams>;

/** The contract answers 202 with an empty body while an analysis is in progress. */
const inProgress = z.null().describe('The analysis is in progress');

function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? request.url;
}

/** The engine's result; throws UNKNOWN_ENTITY when the analysis ended without one. */
function resultOf({ result }: AnalysisRecord): Analysis {
  if (result === null) throw new AppError('UNKNOWN_ENTITY', 'This analysis has no result');
  return result;
}

function presenterOf(analysis: AnalysisRecord): InsightsPresenter {
  if (analysis.disableCreditInsights)
    throw new AppError('UNKNOWN_ENTITY', 'Credit insights are disabled for this analysis');
  const presenter = insightsOf(resultOf(analysis));
  if (presenter === null)
    throw new AppError(
      'UNKNOWN_ENTITY',
      `This analysis ended in ${analysis.errorCode ?? 'an error'}: it has no credit insights`,
    );
  return presenter;
}

type ZodApp = Parameters<FastifyPluginAsyncZod>[0];
/** Finds the analysis that a request names, for the project of its token. */
type FindAnalysis = (request: FastifyRequest, key: AnalysisKey) => Promise<AnalysisRecord>;

const BASE = '/v2/customers/:id/analyses/:analysisId';
const shared = { security: [{ bearer: [] }], params: analysisParams };

/** When the customer's accounts were imported, by account id. */
type FindTimes = (request: FastifyRequest, customerId: string) => ReturnType<typeof accountTimes>;

/** Answers once the analysis has ended; 202 before. */
function whenEnded<T>(analysis: AnalysisRecord, reply: FastifyReply, answer: (ended: AnalysisRecord) => T) {
  if (analysis.status === 'IN_PROGRESS' || analysis.status === 'CREATED') return reply.status(202).send();
  return reply.status(200).send(answer(analysis));
}

/** Credit insights, scores, accounts, balances and transactions of an analysis. */
export function insightRoutes(services: Services): FastifyPluginAsyncZod {
  return async (app) => {
    const find: FindAnalysis = (request, { id, analysisId }) =>
      getAnalysis(services, principalOf(request).projectId, id, analysisId);
    creditInsightRoutes(app, find);
    correctionRoute(app, services);
    scoreRoutes(app, find, services);
    dataRoutes(app, find, (request, customerId) => accountTimes(services, principalOf(request).projectId, customerId));
    accountRoutes(app, find);
  };
}

function creditInsightRoutes(app: ZodApp, find: FindAnalysis): void {
  const insight = (
    path: string,
    summary: string,
    part: z.ZodType,
    present: (presenter: InsightsPresenter) => unknown,
  ) => {
    const schema = {
      ...shared,
      tags: ['Credit Insights'],
      summary,
      response: { 200: part, 202: inProgress, ...errorResponses },
    };
    app.get(`${BASE}/credit-insights${path}`, { schema }, async (request, reply) =>
      whenEnded(await find(request, request.params), reply, (analysis) => present(presenterOf(analysis))),
    );
  };
  insight('', 'All credit insights', creditInsightsSchema, (presenter) => presenter.all());
  insight('/incomes', 'Incomes', incomesSchema, (presenter) => presenter.incomes());
  insight('/expenses', 'Expenses', expensesSchema, (presenter) => presenter.expenses());
  insight('/loans', 'Loans', loansSchema, (presenter) => presenter.loans());
  insight('/risks', 'Risk indicators', risksSchema, (presenter) => presenter.risks());
  insight(
    '/affordability',
    'What the customer can afford, with a forecast of the balance (beyond the contract)',
    affordabilitySchema,
    (presenter) => presenter.affordability(),
  );

  const schema = {
    ...shared,
    tags: ['Credit Insights'],
    summary: 'Cash flows',
    querystring: pageQuery,
    response: { 200: listOf(cashFlowSchema), 202: inProgress, ...errorResponses },
  };
  app.get(`${BASE}/credit-insights/cash-flows`, { schema }, async (request, reply) => {
    const page = pageOf(request.query);
    return whenEnded(await find(request, request.params), reply, (analysis) =>
      pageInMemory(presenterOf(analysis).cashFlows(), page, pathOf(request)),
    );
  });
}

/** The client's own category for a cash flow: remembered for the customer, and a new analysis is computed with it. */
function correctionRoute(app: ZodApp, services: Services): void {
  const schema = {
    security: shared.security,
    tags: ['Credit Insights'],
    summary: 'Correct the category of a cash flow',
    params: analysisParams.extend({ cashFlowId: z.string() }),
    body: z.object({ category: z.string().max(100).describe('One of the contract’s categories') }),
    response: { 202: analysisSchema, ...errorResponses },
  };
  app.patch(`${BASE}/credit-insights/cash-flows/:cashFlowId`, { schema }, async (request, reply) => {
    const { id: customerId, analysisId, cashFlowId } = request.params;
    const key = { projectId: principalOf(request).projectId, customerId, analysisId, cashFlowId };
    return reply.status(202).send(presentHead(await correctCashFlow(services, key, request.body.category)));
  });
}

function scoreRoutes(app: ZodApp, find: FindAnalysis, services: Services): void {
  const schema = {
    ...shared,
    tags: ['Score'],
    summary: 'Scores',
    response: { 200: scoresSchema, 202: inProgress, ...errorResponses },
  };
  app.get(`${BASE}/scores`, { schema }, async (request, reply) => {
    const { id, analysisId } = request.params;
    const found = await find(request, request.params);
    const overrides = await overridesInForce(services, principalOf(request).projectId, id, analysisId);
    return whenEnded(found, reply, (analysis) => {
      if (analysis.disableScores) throw new AppError('UNKNOWN_ENTITY', 'Scores are disabled for this analysis');
      const { scores, scoresAbsentBecause } = resultOf(analysis);
      if (scores === null) throw new AppError('UNKNOWN_ENTITY', `There is no score: ${scoresAbsentBecause}`);
      return presentScores(scores, overrides.get(analysisId));
    });
  });
}

function dataRoutes(app: ZodApp, find: FindAnalysis, findTimes: FindTimes): void {
  const paged = { ...shared, querystring: pageQuery };
  const accounts = {
    ...paged,
    tags: ['Account'],
    summary: 'Accounts of the analysis',
    response: { 200: listOf(accountSchema), 202: inProgress, ...errorResponses },
  };
  app.get(`${BASE}/accounts`, { schema: accounts }, async (request, reply) => {
    const page = pageOf(request.query);
    const analysis = await find(request, request.params);
    const times = await findTimes(request, request.params.id);
    return whenEnded(analysis, reply, (ended) => {
      const all = resultOf(ended).accounts.map(({ account }) => ({
        ...presentAccount(account),
        ...times.get(account.id),
      }));
      return pageInMemory(all, page, pathOf(request));
    });
  });

  const transactions = {
    ...paged,
    tags: ['Transaction'],
    summary: 'Transactions of the analysis',
    response: { 200: listOf(transactionSchema), 202: inProgress, ...errorResponses },
  };
  app.get(`${BASE}/transactions`, { schema: transactions }, async (request, reply) => {
    const page = pageOf(request.query);
    return whenEnded(await find(request, request.params), reply, (ended) =>
      pagePresented(resultOf(ended).transactions, page, pathOf(request), presentTransaction),
    );
  });
}

/** Balances and transactions of one account; another account's id is unknown, whoever asks. */
function accountRoutes(app: ZodApp, find: FindAnalysis): void {
  const ofAccount = { security: shared.security, params: accountParams, querystring: pageQuery };
  const accountOf = (result: Analysis, accountId: string) => {
    const found = result.accounts.find(({ account }) => account.id === accountId);
    if (!found) throw new AppError('UNKNOWN_ENTITY', 'There is no account with this id in this analysis');
    return found.account;
  };

  const balances = {
    ...ofAccount,
    tags: ['Account'],
    summary: 'End-of-day balances',
    response: { 200: listOf(balanceSchema), 202: inProgress, ...errorResponses },
  };
  app.get(`${BASE}/accounts/:accountId/balances`, { schema: balances }, async (request, reply) => {
    const page = pageOf(request.query);
    return whenEnded(await find(request, request.params), reply, (ended) => {
      const result = resultOf(ended);
      const account = accountOf(result, request.params.accountId);
      const days = result.balances.find(({ accountId }) => accountId === account.id)?.days ?? [];
      return pageInMemory(presentBalances(days, account.currency), page, pathOf(request));
    });
  });

  const transactions = {
    ...ofAccount,
    tags: ['Transaction'],
    summary: 'Transactions of an account',
    response: { 200: listOf(transactionSchema), 202: inProgress, ...errorResponses },
  };
  app.get(`${BASE}/accounts/:accountId/transactions`, { schema: transactions }, async (request, reply) => {
    const page = pageOf(request.query);
    return whenEnded(await find(request, request.params), reply, (ended) => {
      const result = resultOf(ended);
      const { id } = accountOf(result, request.params.accountId);
      const own = result.transactions.filter(({ transaction }) => transaction.accountId === id);
      return pagePresented(own, page, pathOf(request), presentTransaction);
    });
  });
}
