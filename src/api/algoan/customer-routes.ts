import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  type Customer,
  createCustomer,
  deleteCustomer,
  getCustomer,
  pageOfCustomers,
  updateCustomer,
} from '../../services/customers.js';
import type { Services } from '../../services/services.js';
import { concerns } from '../audit.js';
import { principalOf } from '../authenticate.js';
import { pageOf, pageQuery, paginated } from './page.js';
import { customerSchema, errorResponses, errorSchema, listOf } from './schemas.js';

const IDENTIFIER_MAX = 1_000;
const MARITAL_STATUSES = [
  'COHABITING',
  'DIVORCED',
  'MARRIED',
  'SEPARATED',
  'SINGLE',
  'WIDOWED',
  'CIVIL_PARTNERSHIP',
] as const;

const DETAILS_DEPTH_MAX = 8;
const DETAILS_MEMBERS_MAX = 500;
const DETAILS_TEXT_MAX = 10_000;
const TOO_MUCH = `holds more than ${DETAILS_MEMBERS_MAX} values, a text above ${DETAILS_TEXT_MAX} characters, or more than ${DETAILS_DEPTH_MAX} levels`;

/** Unknown members are kept, so their number and depth need a bound of ours. */
function isModest(details: unknown): boolean {
  let level: unknown[] = [details];
  let count = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    count += level.length;
    if (depth > DETAILS_DEPTH_MAX || count > DETAILS_MEMBERS_MAX) return false;
    if (level.some((value) => typeof value === 'string' && value.length > DETAILS_TEXT_MAX)) return false;
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
  return true;
}

/** Aggregators' tokens are signed claims, and their links carry them: both may run to thousands of characters. */
const text = z.string().max(DETAILS_TEXT_MAX);

/** Clients send null for what they do not know; it counts as absent. */
const aggregationDetails = z
  .looseObject({
    aggregatorName: z.enum(['BUDGET_INSIGHT', 'BRIDGE', 'TINK', 'LINXO_CONNECT', 'OTHER']).nullish(),
    mode: z.enum(['REDIRECT', 'API', 'IFRAME']).nullish(),
    callbackUrl: text.nullish(),
    redirectUrl: text.nullish(),
    iframeUrl: text.nullish(),
    apiUrl: text.nullish(),
    token: text.nullish(),
    userId: text.nullish(),
    clientId: text.nullish(),
  })
  .refine(isModest, TOO_MUCH);

const personalDetails = z
  .looseObject({
    identity: z.looseObject({}).nullish(),
    contact: z.looseObject({}).nullish(),
    household: z
      .looseObject({
        maritalStatus: z.enum(MARITAL_STATUSES).nullish(),
        numberOfDependentChildren: z.number().int().min(0).nullish(),
        numberOfOtherDependents: z.number().int().min(0).nullish(),
      })
      .nullish(),
  })
  .refine(isModest, TOO_MUCH);

const newCustomer = z.object({
  customIdentifier: z.string().min(1).max(IDENTIFIER_MAX),
  aggregationDetails: aggregationDetails.nullish(),
  personalDetails: personalDetails.nullish(),
});

const customerPatch = z.object({
  aggregationDetails: aggregationDetails.nullish(),
  personalDetails: personalDetails.nullish(),
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
export function customerRoutes(services: Services): FastifyPluginAsyncZod {
  return async (app) => {
    app.post('/v2/customers', { schema: createSchema }, async (request, reply) => {
      const { projectId } = principalOf(request);
      const customer = await createCustomer(services, projectId, request.body);
      concerns(request, [customer.id]);
      return reply.status(201).send(present(customer));
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
