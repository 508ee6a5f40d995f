import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { parseCurrency } from '../../domain/money.js';
import { listAccesses } from '../../services/audit.js';
import { exportCustomer } from '../../services/export-customer.js';
import { refreshAnalysis } from '../../services/refresh-analysis.js';
import type { Services } from '../../services/services.js';
import { getProject, type Project, updateProject } from '../../services/update-project.js';
import { pageOf, pageQuery } from '../algoan/page.js';
import { errorResponses } from '../algoan/schemas.js';
import { operatedProject } from './operated-project.js';

const DAYS_MAX = 36_500;
const CONTACTS_MAX = 20;
const days = z.number().int().min(1).max(DAYS_MAX).nullable();

const defaultRate = z
  .number()
  .min(0.0001)
  .max(0.5)
  .nullable()
  .describe(
    'Share of customers average in every way that default within the score’s horizon, to which its probabilities and points are set; null for the shipped one',
  );
const transferWeight = z
  .number()
  .min(0)
  .max(1)
  .nullable()
  .describe('Share of the scorecard’s evidence that is believed on the project’s customers; null for the shipped one');

const settings = z.object({
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .describe('ISO 3166 alpha-2: time zone and names of accounts that do not say theirs'),
  currency: z.string().refine(isCurrency, 'must be an ISO 4217 code'),
  usage: z.enum(['personal', 'business']),
  scoresEnabled: z.boolean(),
  analysisDays: days.describe('Days of history that an analysis looks at; null for all there is'),
  retentionDays: days.describe(
    'Days after which a customer without a new analysis, consent, job or read of accounts is erased; null for never',
  ),
  contactEmails: z
    .array(z.email().max(254))
    .max(CONTACTS_MAX)
    .readonly()
    .describe('Who is told by mail of failing webhooks; empty for the operator of this server'),
  creditDefaultRate: defaultRate,
  creditTransferWeight: transferWeight,
  paymentDefaultRate: defaultRate,
  paymentTransferWeight: transferWeight,
});
const projectSchema = settings.extend({ id: z.string(), name: z.string() }).meta({ id: 'Project' });

const accessSchema = z
  .object({
    at: z.string(),
    requestId: z.string(),
    clientId: z.string(),
    action: z.string(),
    customerId: z.string().nullable(),
    status: z.number().int(),
  })
  .meta({ id: 'Access' });

const shared = { tags: ['Operation'], security: [{ bearer: [] }] };
const customerParams = z.object({ id: z.string() });

function isCurrency(text: string): boolean {
  try {
    parseCurrency(text);
    return true;
  } catch {
    return false;
  }
}

function present({ projectId, ...project }: Project) {
  return { id: projectId, ...project };
}

/** What an operator does to a project through the API: settings, access log, exports, analyses made again. */
export function projectRoutes(services: Services): FastifyPluginAsyncZod {
  return async (app) => {
    const one = { ...shared, response: { 200: projectSchema, ...errorResponses } };
    app.get('/operator/project', { schema: { ...one, summary: 'Settings of the project' } }, async (request) =>
      present(await getProject(services, operatedProject(request))),
    );
    const update = { ...one, summary: 'Change settings of the project', body: settings.partial() };
    app.patch('/operator/project', { schema: update }, async (request) => {
      const given = Object.entries(request.body).filter(([, value]) => value !== undefined);
      return present(await updateProject(services, operatedProject(request), Object.fromEntries(given)));
    });

    const accesses = {
      ...shared,
      summary: 'Who read or changed what, newest first',
      querystring: pageQuery.extend({ customerId: z.string().optional() }),
      response: { 200: z.object({ resources: z.array(accessSchema) }), ...errorResponses },
    };
    app.get('/operator/accesses', { schema: accesses }, async (request) => {
      const { customerId = null } = request.query;
      const projectId = operatedProject(request);
      return { resources: await listAccesses(services, projectId, customerId, pageOf(request.query)) };
    });

    const exported = {
      ...shared,
      summary: 'Everything that is kept about a customer',
      params: customerParams,
      response: { 200: z.looseObject({}), ...errorResponses },
    };
    app.get('/operator/customers/:id/export', { schema: exported }, (request) =>
      exportCustomer(services, operatedProject(request), request.params.id),
    );

    const refreshed = {
      ...shared,
      summary: 'Analyse a customer’s data again, as of today',
      params: customerParams,
      response: { 202: z.object({ id: z.string(), status: z.string() }), ...errorResponses },
    };
    app.post('/operator/customers/:id/refresh', { schema: refreshed }, async (request, reply) => {
      const { id, status } = await refreshAnalysis(services, operatedProject(request), request.params.id);
      return reply.status(202).send({ id, status });
    });
  };
}
