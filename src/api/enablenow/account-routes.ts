import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Account } from '../../domain/account.js';
import { toJsonNumber } from '../../domain/money.js';
import { uuidOf } from '../../domain/uuid.js';
import { pageOfAccounts } from '../../services/bank-accounts.js';
import type { Services } from '../../services/services.js';
import { concerns } from '../audit.js';
import { principalOf } from '../authenticate.js';
import { ownIdIfGiven, uuid } from './ids.js';
import { pageOf, wholeNumber } from './page.js';
import { problemResponses } from './problem.js';

const SIZE_DEFAULT = 10;
const SIZE_MAX = 1_000;

const accountSchema = z
  .object({
    id: uuid,
    iban: z.string().nullable(),
    accountHolder: z.string().nullable(),
    bban: z.string().nullable(),
    providerAccountId: z.string().nullable().describe("The bank's own id of the account"),
    currency: z.string(),
    accountBalance: z.object({
      currency: z.string(),
      date: z.string().describe('UTC; midnight where the bank tells the day alone'),
      amount: z.number(),
    }),
  })
  .meta({ id: 'BankAccount' });

const query = z.object({
  consentId: uuid.optional(),
  userId: uuid.optional(),
  externalUserId: z.string().optional(),
  page: wholeNumber('Number of the page', 1, 1_000_000),
  size: wholeNumber('Accounts per page', SIZE_DEFAULT, SIZE_MAX),
});

function present(account: Account) {
  const { currency, balanceMinor, balanceDate, balanceInstant } = account;
  return {
    id: uuidOf(account.id),
    iban: account.iban,
    accountHolder: account.ownerNames[0] ?? null,
    bban: account.number,
    providerAccountId: account.aggregatorId,
    currency,
    accountBalance: {
      currency,
      date: balanceInstant === null ? `${balanceDate}T00:00:00Z` : balanceInstant.replace(/\.?0*Z$/, 'Z'),
      amount: toJsonNumber(balanceMinor, currency),
    },
  };
}

/** Accounts of contract B: those that consents cover. */
export function accountRoutes(services: Services): FastifyPluginAsyncZod {
  return async (app) => {
    const list = {
      tags: ['Accounts'],
      security: [{ bearer: [] }],
      summary: 'List the accounts of a consent or a user',
      querystring: query,
      response: { 200: z.array(accountSchema), ...problemResponses },
    };
    app.get('/accounts', { schema: list }, async (request) => {
      const { consentId, userId, externalUserId, page, size } = request.query;
      const scope = {
        consentId: ownIdIfGiven(consentId, 'consentId'),
        userId: ownIdIfGiven(userId, 'userId'),
        externalUserId,
      };
      const { projectId } = principalOf(request);
      const { customerId, accounts } = await pageOfAccounts(services, projectId, scope, pageOf(page, size));
      concerns(request, [customerId]);
      return accounts.map(present);
    });
  };
}
