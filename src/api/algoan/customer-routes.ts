import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  createCustomer,
  deleteCustomer,
  getCustomer,
  pageOfCustomers,
  updateCustomer,
} from '../../services/customers.js';
import type { Services } from '../../services/services.js';
import type { Tokens } from '../../services/tokens.js';
import type { Customer } from '../../store/customers.js';
import { authenticate, principalOf } from '../authenticate.js';
import { pageOf, pageQuery, paginated } from './page.js';
import { customerSchema, errorResponses, errorSchema, listOf } from './schemas.js';

const TEXT_MAX = 1_000;
const MARITAL_STATUSES = [
  'COHABITING',
  'DIVORCED',
  'MARRIED',
  'SEPARATED',
  'SINGLE',
  'WIDOWED',
  'CIVIL_PARTNERSHIP',
] as const;
const text = z.string().max(TEXT_MAX);

const aggregationDetails = z.looseObject({
  aggregatorName: z.enum(['BUDGET_INSIGHT', 'BRIDGE', 'TINK', 'LINXO_CONNECT', 'OTHER']).optional(),
  mode: z.enum(['REDIRECT', 'API', 'IFRAME']).optional(),
  callbackUrl: text.optional(),
  redirectUrl: text.optional(),
  iframeUrl: text.optional(),
  apiUrl: text.optional(),
  token: text.optional(),
  userId: text.optional(),
  clientId: text.optional(),
});

const personalDetails = z.looseObject({
  identity: z.looseObject({}).optional(),
  contact: z.looseObject({}).optional(),
  household: z
    .looseObject({
      maritalStatus: z.enum(MARITAL_STATUSES).optional(),
      numberOfDependentChildren: z.number().int().min(0).optional(),
      numberOfOtherDependents: z.number().int().min(0).optional(),
    })
    .optional(),
});

const newCustomer = z.object({
  customIdentifier: z.string().min(1).max(TEXT_MAX),
  aggregationDetails: aggregationDetails.optional(),
  personalDetails: personalDetails.optional(),
});

const customerPatch = z.object({
  aggregationDetails: aggregationDetails.optional(),
  personalDetails: personalDetails.optional(),
});
const customerParams = z.object({ id: z.string() });

/** Absent fields are left out: published connectors crash on null. */
function present({
  id,
  customIdentifier,
  aggregationDetails: aggregation,
  personalDetails: personal,
  createdAt,
  updatedAt,
}: Customer) {
  return {
    id,
    customIdentifier,
    aggregationDetails: { ...aggregation },
    ...(personal === null ? {} : { personalDetails: { ...personal } }),
    createdAt,
    updatedAt,
  };
}

const shared = { tags: ['Customer'], security: [{ bearer: [] }] };

const createSchema = {
  ...shared,
  summary: 'Create a customer',
  body: newCustomer,
  response: { 201: customerSchema, 422: errorSchema, ...errorResponses },
};
const listSchema = {
  ...shared,
  summary: 'List customers',
  querystring: pageQuery,
  response: { 200: listOf(customerSchema), ...errorResponses },
};
const getSchema = {
  ...shared,
  summary: 'Get a customer',
  params: customerParams,
  response: { 200: customerSchema, ...errorResponses },
};
const patchSchema = { ...getSchema, summary: 'Update a customer', body: customerPatch };
const deleteSchema = {
  ...shared,
  summary: 'Erase a customer and all its data',
  params: customerParams,
  response: { 204: z.null(), ...errorResponses },
};

/** Customers of contract A. */
export function customerRoutes(services: Services, tokens: Tokens): FastifyPluginAsyncZod {
  return async (app) => {
    app.addHook('onRequest', authenticate(tokens));

    app.post('/v2/customers', { schema: createSchema }, async (request, reply) => {
      const { projectId } = principalOf(request);
      return reply.status(201).send(present(await createCustomer(services, projectId, request.body)));
    });

    app.get('/v2/customers', { schema: listSchema }, async (request) => {
      const page = pageOf(request.query);
      const { customers, total } = await pageOfCustomers(services, principalOf(request).projectId, page);
      return paginated(customers.map(present), total, page, '/v2/customers');
    });

    app.get('/v2/customers/:id', { schema: getSchema }, async (request) =>
      present(await getCustomer(services, principalOf(request).projectId, request.params.id)),
    );

    app.patch('/v2/customers/:id', { schema: patchSchema }, async (request) =>
      present(await updateCustomer(services, principalOf(request).projectId, request.params.id, request.body)),
    );

    app.delete('/v2/customers/:id', { schema: deleteSchema }, async (request, reply) => {
      await deleteCustomer(services, principalOf(request).projectId, request.params.id);
      return reply.status(204).send(null);
    });
  };
}
