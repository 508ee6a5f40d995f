import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { uuidOf } from '../../domain/uuid.js';
import {
  type AnalysisJob,
  createAnalysisJob,
  getAnalysisJob,
  getReview,
  listAnalysisJobs,
  renameAnalysisJob,
} from '../../services/analysis-jobs.js';
import type { Services } from '../../services/services.js';
import { concerns } from '../audit.js';
import { principalOf } from '../authenticate.js';
import { dayOf, dayOrMoment, fromMoment, plainMoment, untilMoment } from './dates.js';
import { idParams, ownId, uuid } from './ids.js';
import { jobStatus, metadata, metadataOf, profile, profileOf, wireProfile } from './job-fields.js';
import { presentReview, reviewSchema } from './present/review.js';
import { problemResponses, problemSchema } from './problem.js';

const IDS_MAX = 100;
const REFERENCE_MAX = 500;

const ids = z.array(uuid).max(IDS_MAX);
const inputSchema = z.object({
  consentIds: ids.optional(),
  userIds: ids.optional(),
  accountIds: ids.optional(),
  analysisJobIds: ids.optional(),
});
const reference = z.string().max(REFERENCE_MAX).nullable();

const jobFields = {
  id: uuid,
  reference,
  finishedAt: z.string().nullable().describe('UTC'),
  created: z.string().describe('UTC'),
  accountIds: z.array(uuid),
  appId: z.number().int(),
  engine: z.literal('Z2'),
  status: jobStatus,
  profile,
  input: inputSchema,
  metadata: z.looseObject({}),
};
/** A job without its analysis. */
export const summarySchema = z.object(jobFields).meta({ id: 'AnalysisJobSummary' });
/** A job with its analysis. */
export const jobSchema = z
  .object({ ...jobFields, analysis: reviewSchema.nullable().describe('Null until the job is COMPLETED') })
  .meta({ id: 'AnalysisJob' });

const newJob = z.object({
  reference: reference.optional(),
  engine: z.literal('Z2').default('Z2'),
  profile: profile.default('RETAIL'),
  input: z
    .object({
      consentIds: ids.nullish(),
      userIds: ids.nullish(),
      accountIds: ids.nullish(),
      analysisJobIds: ids.nullish(),
    })
    .describe('Whose accounts: at least one id'),
  metadata,
  dateFrom: dayOrMoment.nullish().describe('First day that counts; all that is known without it'),
  dateTo: dayOrMoment.nullish().describe('Last day that counts'),
});

const filter = z.object({
  status: jobStatus.optional(),
  engine: z.literal('Z2').optional(),
  fromDate: dayOrMoment.optional().describe('Created then or later'),
  toDate: dayOrMoment.optional().describe('Created then or before, the whole day'),
});

function wireInput(input: AnalysisJob['input']): z.infer<typeof inputSchema> {
  return Object.fromEntries(Object.entries(input).map(([name, given]) => [name, given.map(uuidOf)]));
}

function presentSummary(job: AnalysisJob) {
  return {
    id: uuidOf(job.id),
    reference: job.reference,
    finishedAt: plainMoment(job.finishedAt),
    created: plainMoment(job.createdAt),
    accountIds: job.accounts.map(({ accountId }) => uuidOf(accountId)),
    appId: job.appId,
    engine: 'Z2' as const,
    status: job.status,
    profile: wireProfile(job.profile),
    input: wireInput(job.input),
    metadata: { ...job.metadata },
  };
}

/** The users whose accounts a job is about. */
function peopleIn({ accounts }: AnalysisJob): string[] {
  return accounts.map(({ customerId }) => customerId);
}

function ownIds(given: readonly string[] | null | undefined, name: string): string[] | undefined {
  return given?.map((id, index) => ownId(id, `input.${name}[${index}]`));
}

const shared = { tags: ['Analysis'], security: [{ bearer: [] }] };
const createSchema = {
  ...shared,
  summary: 'Analyse accounts; their transactions are categorised first',
  body: newJob,
  response: { 201: summarySchema, 409: problemSchema, ...problemResponses },
};
const listSchema = {
  ...shared,
  summary: 'List analysis jobs, newest first, without their analyses',
  querystring: filter,
  response: { 200: z.array(summarySchema), ...problemResponses },
};
const getSchema = {
  ...shared,
  summary: 'Get an analysis job with its analysis',
  params: idParams,
  response: { 200: jobSchema, ...problemResponses },
};
const putSchema = {
  ...shared,
  summary: 'Give an analysis job another reference',
  params: idParams,
  body: z.object({ reference }),
  response: { 200: summarySchema, ...problemResponses },
};

/** Analysis jobs of contract B. */
export function analysisJobRoutes(services: Services): FastifyPluginAsyncZod {
  return async (app) => {
    app.post('/analysis-jobs', { schema: createSchema }, async (request, reply) => {
      const { input, metadata: given, dateFrom, dateTo, ...body } = request.body;
      const job = await createAnalysisJob(services, principalOf(request), {
        reference: body.reference ?? null,
        profile: profileOf(body.profile),
        input: {
          consentIds: ownIds(input.consentIds, 'consentIds'),
          userIds: ownIds(input.userIds, 'userIds'),
          accountIds: ownIds(input.accountIds, 'accountIds'),
          analysisJobIds: ownIds(input.analysisJobIds, 'analysisJobIds'),
        },
        metadata: metadataOf(given),
        metadataAsGiven: given ?? {},
        dateFrom: dateFrom ? dayOf(dateFrom) : null,
        dateTo: dateTo ? dayOf(dateTo) : null,
      });
      concerns(request, peopleIn(job));
      return reply.status(201).send(presentSummary(job));
    });

    app.get('/analysis-jobs', { schema: listSchema }, async (request) => {
      const { fromDate, toDate, ...query } = request.query;
      const jobs = await listAnalysisJobs(services, principalOf(request).projectId, {
        status: query.status,
        engine: query.engine?.toLowerCase(),
        from: fromDate === undefined ? undefined : fromMoment(fromDate),
        before: toDate === undefined ? undefined : untilMoment(toDate),
      });
      return jobs.map(presentSummary);
    });

    app.get('/analysis-jobs/:id', { schema: getSchema }, async (request) => {
      const { projectId } = principalOf(request);
      const job = await getAnalysisJob(services, projectId, ownId(request.params.id, 'id'));
      concerns(request, peopleIn(job));
      const review = job.status === 'COMPLETED' ? await getReview(services, job) : null;
      return { ...presentSummary(job), analysis: review === null ? null : presentReview(review) };
    });

    app.put('/analysis-jobs/:id', { schema: putSchema }, async (request) => {
      const { projectId } = principalOf(request);
      const id = ownId(request.params.id, 'id');
      const job = await renameAnalysisJob(services, projectId, id, request.body.reference);
      concerns(request, peopleIn(job));
      return presentSummary(job);
    });
  };
}
