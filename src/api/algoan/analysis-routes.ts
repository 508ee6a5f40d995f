import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type AnalysisRecord, getAnalysis, pageOfAnalyses } from '../../services/analyses.js';
import { createAnalysis } from '../../services/create-analysis.js';
import { feedAnalysis } from '../../services/feed-analysis.js';
import { FORMAT_NAMES } from '../../services/read-bank-data.js';
import { type OverridesInForce, overridesInForce } from '../../services/score-overrides.js';
import type { Services } from '../../services/services.js';
import { principalOf } from '../authenticate.js';
import { isNamedBy } from '../entity-tags.js';
import { analysisEtag } from './analysis-etag.js';
import { pageOf, pageQuery, paginated } from './page.js';
import { presentMetadata, presentWarnings } from './present/analysis.js';
import { insightsOf } from './present/credit-insights.js';
import { presentScores } from './present/scores.js';
import { known } from './present/transactions.js';
import { analysisSchema, errorResponses, errorSchema, listOf } from './schemas.js';

const ACCOUNTS_DESCRIPTION = 'Accounts with their transactions, in the format ALGOAN. Negative amounts are debits.';
const ACCOUNT_EXAMPLE = {
  type: 'CHECKING',
  balance: 1234.56,
  balanceDate: '2026-03-31T00:00:00.000Z',
  currency: 'EUR',
  usage: 'PERSONAL',
  owners: [{ name: 'JEANNE MARTIN' }],
  iban: 'FR7630001007941234567890185',
  transactions: [
    {
      description: 'VIR SALAIRE ACME',
      amount: 2000,
      currency: 'EUR',
      dates: { debitedAt: '2026-03-28T00:00:00.000Z' },
    },
  ],
};

const AMOUNT_MAX = 1_000_000_000;
const MONTHS_MAX = 1_200;

const applicationSchema = z
  .object({
    amount: z.number().positive().max(AMOUNT_MAX).describe('In units of the project’s currency'),
    durationMonths: z.number().int().min(1).max(MONTHS_MAX),
    monthlyPayment: z.number().positive().max(AMOUNT_MAX).describe('In units of the project’s currency'),
  })
  .describe('The credit asked for, which the scores then weigh; beyond the contract');

/** Accounts are checked by the format that the request names, so that a fault names its exact place. */
const newAnalysis = z.looseObject({
  format: z
    .string()
    .max(100)
    .nullish()
    .describe(`One of ${FORMAT_NAMES.join(', ')}; ALGOAN when absent`),
  parameters: z
    .object({ disableScores: z.boolean().nullish(), disableCreditInsights: z.boolean().nullish() })
    .nullish(),
  dataOrigin: z.enum(['OPEN_BANKING', 'PDF', 'UNKNOWN']).nullish(),
  application: applicationSchema.nullish(),
  accounts: z
    .unknown()
    .optional()
    .meta({ description: ACCOUNTS_DESCRIPTION, examples: [[ACCOUNT_EXAMPLE]] }),
  connections: z.unknown().optional().describe('Raw data of an aggregator, in the format that `format` names'),
  temporaryCode: z.string().max(2_000).nullish().describe("The aggregator's one-time code, passed on to the connector"),
});

const analysisPatch = z.looseObject({
  format: z.string().max(100).nullish(),
  status: z.enum(['CREATED', 'ERROR', 'IN_PROGRESS', 'COMPLETED']).nullish(),
  accounts: z.unknown().optional(),
  connections: z.unknown().optional(),
  error: z
    .looseObject({ code: z.string().max(200).nullish(), message: z.string().nullish() })
    .nullish()
    .describe('Why there are no bank details: ends the analysis in ERROR; a long message is kept in part'),
});

const customerParams = z.object({ id: z.string() });
const analysisParams = z.object({ id: z.string(), analysisId: z.string() });

/** An analysis without its results. */
export function presentHead(analysis: AnalysisRecord) {
  const { disableScores, disableCreditInsights } = analysis;
  return known({
    id: analysis.id,
    status: analysis.status,
    format: analysis.format,
    parameters: { disableScores, disableCreditInsights },
    source: analysis.source,
    dataOrigin: analysis.dataOrigin,
    createdAt: analysis.createdAt,
    updatedAt: analysis.updatedAt,
    import: analysis.imported ?? undefined,
  });
}

function present(analysis: AnalysisRecord, overrides?: OverridesInForce) {
  const { result, errorCode, errorMessage } = analysis;
  const hasInsights = result !== null && !analysis.disableCreditInsights;
  const scores = result === null || analysis.disableScores ? null : result.scores;
  return known({
    ...presentHead(analysis),
    metadata: result?.metadata ? presentMetadata(result.metadata) : undefined,
    creditInsights: hasInsights ? insightsOf(result)?.all() : undefined,
    scores: scores === null ? undefined : presentScores(scores, overrides),
    warnings: result === null ? undefined : presentWarnings(result.warnings),
    error: errorCode === null ? undefined : { code: errorCode, message: errorMessage ?? '' },
  });
}

const shared = { tags: ['Analysis'], security: [{ bearer: [] }] };
const createSchema = {
  ...shared,
  summary: 'Create an analysis',
  params: customerParams,
  body: newAnalysis,
  response: { 202: analysisSchema, 413: errorSchema, 415: errorSchema, ...errorResponses },
};
const listSchema = {
  ...shared,
  summary: 'List the analyses of a customer',
  params: customerParams,
  querystring: pageQuery,
  response: { 200: listOf(analysisSchema), ...errorResponses },
};
const getSchema = {
  ...shared,
  summary: 'Get an analysis',
  params: analysisParams,
  response: {
    200: analysisSchema,
    304: z.null().describe('The answer is still the one whose ETag was sent as If-None-Match'),
    ...errorResponses,
  },
};
const patchSchema = {
  ...shared,
  summary: 'Send the bank details an analysis waits for, or why there are none',
  description: 'Once an analysis has its bank details or has ended, nothing that is sent here changes it.',
  params: analysisParams,
  body: analysisPatch,
  response: { 200: analysisSchema, 413: errorSchema, 415: errorSchema, ...errorResponses },
};

/** Clients send null for what they do not tell; it counts as absent. */
function withoutNulls<T extends object>(fields: T) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as {
    [K in keyof T]: Exclude<T[K], null>;
  };
}

/** Analyses of contract A. */
export function analysisRoutes(services: Services): FastifyPluginAsyncZod {
  return async (app) => {
    app.post('/v2/customers/:id/analyses', { schema: createSchema }, async (request, reply) => {
      const { parameters, ...rest } = withoutNulls(request.body);
      const wanted = { ...rest, parameters: parameters && withoutNulls(parameters) };
      const analysis = await createAnalysis(services, principalOf(request).projectId, request.params.id, wanted);
      return reply.status(202).send(presentHead(analysis));
    });

    app.get('/v2/customers/:id/analyses', { schema: listSchema }, async (request) => {
      const page = pageOf(request.query);
      const { id } = request.params;
      const { projectId } = principalOf(request);
      const { analyses, total } = await pageOfAnalyses(services, projectId, id, page);
      const overrides = await overridesInForce(services, projectId, id);
      const presented = analyses.map((analysis) => present(analysis, overrides.get(analysis.id)));
      return paginated(presented, total, page, `/v2/customers/${id}/analyses`);
    });

    app.get('/v2/customers/:id/analyses/:analysisId', { schema: getSchema }, async (request, reply) => {
      const { id, analysisId } = request.params;
      const { projectId } = principalOf(request);
      const analysis = await getAnalysis(services, projectId, id, analysisId);
      if (analysis.result === null) return present(analysis);
      const overrides = (await overridesInForce(services, projectId, id, analysisId)).get(analysisId);
      const etag = analysisEtag(analysis, overrides);
      reply.header('etag', etag);
      if (isNamedBy(request.headers['if-none-match'], etag)) return reply.status(304).send(null);
      // What `present` makes needs no second look at every field, which would take as long as the analysis did.
      // An own serializer leaves the content type to us.
      return reply
        .type('application/json; charset=utf-8')
        .serializer(JSON.stringify)
        .send(present(analysis, overrides));
    });

    app.patch('/v2/customers/:id/analyses/:analysisId', { schema: patchSchema }, async (request) => {
      const { id, analysisId } = request.params;
      const { format, status, ...rest } = request.body;
      const update = { ...rest, format: format ?? undefined, status: status ?? undefined };
      return present(await feedAnalysis(services, principalOf(request).projectId, id, analysisId, update));
    });
  };
}
