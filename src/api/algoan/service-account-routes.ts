import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AppError } from '../../domain/errors.js';
import { type ServiceAccount, serviceAccountsOf } from '../../services/service-accounts.js';
import type { Services } from '../../services/services.js';
import { principalOf } from '../authenticate.js';
import { pageInMemory, pageOf, pageQuery, paginationSchema } from './page.js';
import { errorResponses } from './schemas.js';

const serviceAccountSchema = z
  .object({
    id: z.string(),
    clientId: z.string(),
    clientSecret: z.string(),
    createdAt: z.string(),
    config: z.record(z.string(), z.unknown()).describe("The aggregator's own credentials and settings"),
  })
  .meta({ id: 'ServiceAccount' });

const query = pageQuery.extend({
  filter: z.string().max(1_000).optional().describe('JSON that names one account: {"_id":"…"}'),
});

const shared = { tags: ['Service account'], security: [{ bearer: [] }], querystring: query };
const SUMMARY = 'Service accounts that the connector serves';

/** The one id that a filter names, null without a filter; throws BAD_REQUEST. */
function wantedId(filter: string | undefined): string | null {
  if (filter === undefined) return null;
  try {
    const wanted = (JSON.parse(filter) as { _id?: unknown })._id;
    if (typeof wanted === 'string') return wanted;
  } catch {
    // falls through to the one message for every wrong filter
  }
  throw new AppError('BAD_REQUEST', 'filter must be JSON that names one account: {"_id":"…"}');
}

function present({ id, clientId, clientSecret, createdAt, config }: ServiceAccount) {
  return { id, clientId, clientSecret, createdAt, config: { ...config } };
}

/** Service accounts as connectors read them: a bare list under /v1, a page under /v2. */
export function serviceAccountRoutes(services: Services): FastifyPluginAsyncZod {
  return async (app) => {
    const find = async (principal: ReturnType<typeof principalOf>, filter: string | undefined) => {
      const id = wantedId(filter);
      const accounts = (await serviceAccountsOf(services, principal)).map(present);
      return id === null ? accounts : accounts.filter((account) => account.id === id);
    };

    const bare = { ...shared, summary: SUMMARY, response: { 200: z.array(serviceAccountSchema), ...errorResponses } };
    app.get('/v1/service-accounts', { schema: bare }, (request) => find(principalOf(request), request.query.filter));

    const paged = {
      ...shared,
      summary: SUMMARY,
      response: {
        200: z.object({ resources: z.array(serviceAccountSchema), pagination: paginationSchema }),
        ...errorResponses,
      },
    };
    app.get('/v2/service-accounts', { schema: paged }, async (request) => {
      const page = pageOf(request.query);
      return pageInMemory(await find(principalOf(request), request.query.filter), page, '/v2/service-accounts');
    });
  };
}
