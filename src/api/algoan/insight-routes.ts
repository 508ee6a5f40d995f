import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Analysis } from '../../domain/analysis.js';
import { AppError } from '../../domain/errors.js';
import { getAnalysis } from '../../services/analyses.js';
import type { Services } from '../../services/services.js';
import type { Tokens } from '../../services/tokens.js';
import type { AnalysisRecord } from '../../store/analyses.js';
import { authenticate, principalOf } from '../authenticate.js';
import { pageInMemory, pageOf, pageQuery } from './page.js';
import { presentAccount, presentBalances } from './present/accounts.js';
import { type InsightsPresenter, insightsOf } from './present/credit-insights.js';
import { presentTransaction } from './present/transactions.js';
import {
  accountSchema,
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

/** Credit insights, scores, accounts, balances and transactions of an analysis. */
export function insightRoutes(services: Services, tokens: Tokens): FastifyPluginAsyncZod {
  return async (app) => {
    app.addHook('onRequest', authenticate(tokens));
    const base = '/v2/customers/:id/analyses/:analysisId';
    const shared = { security: [{ bearer: [] }], params: analysisParams };
    const find = (projectId: string, { id, analysisId }: AnalysisKey) =>
      getAnalysis(services, projectId, id, analysisId);

    /** Answers once the analysis has ended; 202 before. */
    const whenEnded = async <T>(
      analysis: AnalysisRecord,
      reply: FastifyReply,
      answer: (ended: AnalysisRecord) => T,
    ) => {
      if (analysis.status === 'IN_PROGRESS' || analysis.status === 'CREATED') return reply.status(202).send(null);
      return reply.status(200).send(answer(analysis));
    };

    const insight = (
      path: string,
      summary: string,
      schema: z.ZodType,
      part: (presenter: InsightsPresenter) => unknown,
    ) => {
      app.get(
        `${base}/credit-insights${path}`,
        {
          schema: {
            ...shared,
            tags: ['Credit Insights'],
            summary,
            response: { 200: schema, 202: inProgress, ...errorResponses },
          },
        },
        async (request, reply) =>
          whenEnded(await find(principalOf(request).projectId, request.params), reply, (analysis) =>
            part(presenterOf(analysis)),
          ),
      );
    };
    insight('', 'All credit insights', creditInsightsSchema, (presenter) => presenter.all());
    insight('/incomes', 'Incomes', incomesSchema, (presenter) => presenter.incomes());
    insight('/expenses', 'Expenses', expensesSchema, (presenter) => presenter.expenses());
    insight('/loans', 'Loans', loansSchema, (presenter) => presenter.loans());
    insight('/risks', 'Risk indicators', risksSchema, (presenter) => presenter.risks());

    app.get(
      `${base}/credit-insights/cash-flows`,
      {
        schema: {
          ...shared,
          tags: ['Credit Insights'],
          summary: 'Cash flows',
          querystring: pageQuery,
          response: { 200: listOf(cashFlowSchema), 202: inProgress, ...errorResponses },
        },
      },
      async (request, reply) => {
        const page = pageOf(request.query);
        return whenEnded(await find(principalOf(request).projectId, request.params), reply, (analysis) =>
          pageInMemory(presenterOf(analysis).cashFlows(), page, pathOf(request)),
        );
      },
    );

    app.get(
      `${base}/scores`,
      {
        schema: {
          ...shared,
          tags: ['Score'],
          summary: 'Scores',
          response: { 200: scoresSchema, 202: inProgress, ...errorResponses },
        },
      },
      async (request, reply) =>
        whenEnded(await find(principalOf(request).projectId, request.params), reply, (analysis) => {
          if (analysis.disableScores) throw new AppError('UNKNOWN_ENTITY', 'Scores are disabled for this analysis');
          throw new AppError('UNKNOWN_ENTITY', `There is no score: ${resultOf(analysis).scoresAbsentBecause}`);
        }),
    );

    app.get(
      `${base}/accounts`,
      {
        schema: {
          ...shared,
          tags: ['Account'],
          summary: 'Accounts of the analysis',
          querystring: pageQuery,
          response: { 200: listOf(accountSchema), ...errorResponses },
        },
      },
      async (request) => {
        const { accounts } = resultOf(await find(principalOf(request).projectId, request.params));
        return pageInMemory(
          accounts.map(({ account }) => presentAccount(account)),
          pageOf(request.query),
          pathOf(request),
        );
      },
    );

    app.get(
      `${base}/transactions`,
      {
        schema: {
          ...shared,
          tags: ['Transaction'],
          summary: 'Transactions of the analysis',
          querystring: pageQuery,
          response: { 200: listOf(transactionSchema), ...errorResponses },
        },
      },
      async (request) => {
        const { transactions } = resultOf(await find(principalOf(request).projectId, request.params));
        return pageInMemory(transactions.map(presentTransaction), pageOf(request.query), pathOf(request));
      },
    );
    accountRoutes(app, base, find);
  };
}

type ZodApp = Parameters<FastifyPluginAsyncZod>[0];

/** Balances and transactions of one account; another account's id is unknown, whoever asks. */
function accountRoutes(
  app: ZodApp,
  base: string,
  find: (projectId: string, key: AnalysisKey) => Promise<AnalysisRecord>,
): void {
  const shared = { security: [{ bearer: [] }], params: accountParams, querystring: pageQuery };
  const accountOf = (result: Analysis, accountId: string) => {
    const found = result.accounts.find(({ account }) => account.id === accountId);
    if (!found) throw new AppError('UNKNOWN_ENTITY', 'There is no account with this id in this analysis');
    return found.account;
  };

  app.get(
    `${base}/accounts/:accountId/balances`,
    {
      schema: {
        ...shared,
        tags: ['Account'],
        summary: 'End-of-day balances',
        response: { 200: listOf(balanceSchema), ...errorResponses },
      },
    },
    async (request) => {
      const result = resultOf(await find(principalOf(request).projectId, request.params));
      const account = accountOf(result, request.params.accountId);
      const days = result.balances.find(({ accountId }) => accountId === account.id)?.days ?? [];
      return pageInMemory(presentBalances(days, account.currency), pageOf(request.query), pathOf(request));
    },
  );

  app.get(
    `${base}/accounts/:accountId/transactions`,
    {
      schema: {
        ...shared,
        tags: ['Transaction'],
        summary: 'Transactions of an account',
        response: { 200: listOf(transactionSchema), ...errorResponses },
      },
    },
    async (request) => {
      const result = resultOf(await find(principalOf(request).projectId, request.params));
      const { id } = accountOf(result, request.params.accountId);
      const own = result.transactions.filter(({ transaction }) => transaction.accountId === id);
      return pageInMemory(own.map(presentTransaction), pageOf(request.query), pathOf(request));
    },
  );
}
