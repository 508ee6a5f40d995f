import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ORDER_COLUMNS, pageOfTransactions } from '../../services/list-transactions.js';
import type { Services } from '../../services/services.js';
import { concerns } from '../audit.js';
import { principalOf } from '../authenticate.js';
import { dayOf, dayOrMoment } from './dates.js';
import { ownIdIfGiven, uuid } from './ids.js';
import { wholeNumber } from './page.js';
import { presentTransaction, transactionSchema } from './present/transaction.js';
import { problemResponses } from './problem.js';

const PAGE_SIZE_DEFAULT = 100;
const PAGE_SIZE_MAX = 1_000;
const TOKEN_LENGTH_MAX = 20_000;

const query = z.object({
  consentId: uuid.optional(),
  userId: uuid.optional(),
  externalUserId: z.string().optional(),
  accountId: uuid.optional(),
  pageSize: wholeNumber('Transactions per page', PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX),
  pageToken: z
    .string()
    .max(TOKEN_LENGTH_MAX)
    .optional()
    .describe(
      '`nextPageToken` of the page before: it carries filters and order, and the moment whose transactions are listed',
    ),
  dateFrom: dayOrMoment.optional().describe('First booking date'),
  dateTo: dayOrMoment.optional().describe('Last booking date'),
  orderBy: z.enum(ORDER_COLUMNS).default('transactionDateTime'),
  orderDirection: z.enum(['ASC', 'DESC']).default('DESC'),
});

/** A page of transactions. */
export const pageSchema = z
  .object({
    data: z.array(transactionSchema),
    nextPageToken: z.string().nullable().describe('Null on the last page'),
  })
  .meta({ id: 'TransactionPage' });

/** Transactions of contract B. */
export function transactionRoutes(services: Services): FastifyPluginAsyncZod {
  return async (app) => {
    const list = {
      tags: ['Transactions'],
      security: [{ bearer: [] }],
      summary: 'List booked transactions',
      description: 'Pages stand still while transactions arrive: walking gives each one of the first moment once.',
      querystring: query,
      response: { 200: pageSchema, ...problemResponses },
    };
    app.get('/transactions', { schema: list }, async (request) => {
      const { consentId, userId, accountId, dateFrom, dateTo, pageSize, pageToken, ...rest } = request.query;
      const { projectId } = principalOf(request);
      const { customerId, transactions, nextPageToken } = await pageOfTransactions(services, projectId, {
        ...rest,
        consentId: ownIdIfGiven(consentId, 'consentId'),
        userId: ownIdIfGiven(userId, 'userId'),
        accountId: ownIdIfGiven(accountId, 'accountId'),
        dateFrom: dateFrom === undefined ? undefined : dayOf(dateFrom),
        dateTo: dateTo === undefined ? undefined : dayOf(dateTo),
        pageSize: Number(pageSize),
        // Clients send it empty for the first page.
        pageToken: pageToken || undefined,
      });
      concerns(request, [customerId]);
      return { data: transactions.map(presentTransaction), nextPageToken };
    });
  };
}
