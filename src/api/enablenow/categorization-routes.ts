import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { uuidOf } from '../../domain/uuid.js';
import {
  type CategorizationJob,
  createCategorizationJob,
  getCategorizationJob,
} from '../../services/categorization-jobs.js';
import type { Services } from '../../services/services.js';
import { concerns } from '../audit.js';
import { principalOf } from '../authenticate.js';
import { plainMoment } from './dates.js';
import { idParams, ownId, ownIdIfGiven, uuid } from './ids.js';
import { jobStatus, metadata, metadataOf, profile, profileOf, wireMetadata, wireProfile } from './job-fields.js';
import { problemResponses } from './problem.js';

const jobSchema = z
  .object({
    id: uuid,
    created: z.string(),
    finishedAt: z.string().nullable(),
    engine: z.enum(['Z1', 'Z2']),
    profile,
    countryCode: z.string(),
    status: jobStatus,
    input: z.object({ consentId: uuid.optional(), userId: uuid.optional(), externalUserId: z.string().optional() }),
    metaData: z.looseObject({}),
  })
  .meta({ id: 'CategorizationJob' });

const newJob = z.object({
  engine: z.enum(['Z1', 'Z2']).optional(),
  profile: profile.default('RETAIL'),
  countryCode: z.literal('NL').default('NL'),
  consentId: uuid.nullish(),
  userId: uuid.nullish(),
  externalUserId: z.string().nullish(),
  metadata: metadata.describe('Also taken as `metaData`'),
});

/** The two routes of the contract and the engine that each asks for when the request does not say. */
const ROUTES = [
  { path: '/CategorizationJobs', engine: 'Z1', summary: 'engine Z1' },
  { path: '/v2/categorization-jobs', engine: 'Z2', summary: 'engine Z2 unless told' },
] as const;

function present(job: CategorizationJob) {
  const { consentId, userId, externalUserId } = job.input;
  return {
    id: uuidOf(job.id),
    created: plainMoment(job.createdAt),
    finishedAt: plainMoment(job.finishedAt),
    engine: job.engine === 'z1' ? ('Z1' as const) : ('Z2' as const),
    profile: wireProfile(job.profile),
    countryCode: job.countryCode,
    status: job.status,
    input: {
      ...(consentId === undefined ? {} : { consentId: uuidOf(consentId) }),
      ...(userId === undefined ? {} : { userId: uuidOf(userId) }),
      ...(externalUserId === undefined ? {} : { externalUserId }),
    },
    metaData: wireMetadata(job.kvkNumber, job.internalIbans),
  };
}

async function create(services: Services, request: FastifyRequest, body: z.infer<typeof newJob>, engine: 'Z1' | 'Z2') {
  const job = await createCategorizationJob(services, principalOf(request).projectId, {
    engine: (body.engine ?? engine) === 'Z1' ? 'z1' : 'z2',
    profile: profileOf(body.profile),
    countryCode: body.countryCode,
    consentId: ownIdIfGiven(body.consentId, 'consentId'),
    userId: ownIdIfGiven(body.userId, 'userId'),
    externalUserId: body.externalUserId ?? undefined,
    metadata: metadataOf(body.metadata),
  });
  concerns(request, [job.customerId]);
  return present(job);
}

/** Categorization jobs of contract B. */
export function categorizationRoutes(services: Services): FastifyPluginAsyncZod {
  return async (app) => {
    for (const { path, engine, summary } of ROUTES) {
      const shared = { tags: ['Categorization'], security: [{ bearer: [] }] };
      const createSchema = {
        ...shared,
        summary: `Categorise the transactions of a consent or a user, ${summary}`,
        body: newJob,
        response: { 201: jobSchema, ...problemResponses },
      };
      app.post(path, { schema: createSchema }, async (request, reply) =>
        reply.status(201).send(await create(services, request, request.body, engine)),
      );
      const getSchema = {
        ...shared,
        summary: 'Get a categorization job',
        params: idParams,
        response: { 200: jobSchema, ...problemResponses },
      };
      app.get(`${path}/:id`, { schema: getSchema }, async (request) => {
        const { projectId } = principalOf(request);
        const job = await getCategorizationJob(services, projectId, ownId(request.params.id, 'id'));
        concerns(request, [job.customerId]);
        return present(job);
      });
    }
  };
}
