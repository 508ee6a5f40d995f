import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { listOverrides, overrideScore, type ScoreOverride } from '../../services/score-overrides.js';
import type { Services } from '../../services/services.js';
import { errorResponses } from '../algoan/schemas.js';
import { operatedProject } from './operated-project.js';

const REASON_LENGTH_MAX = 2_000;
const NAME_LENGTH_MAX = 200;

const decision = z.object({
  score: z.enum(['credit', 'payment']),
  value: z.number().int().describe('On the scale of the score: credit 0 to 1000, payment 1 to 10'),
  reason: z.string().trim().min(1).max(REASON_LENGTH_MAX),
  by: z.string().trim().min(1).max(NAME_LENGTH_MAX).describe('Who decided'),
});
const overrideSchema = decision.extend({ id: z.string(), at: z.string() }).meta({ id: 'Override' });

const PATH = '/operator/customers/:id/analyses/:analysisId/overrides';
const shared = {
  tags: ['Operation'],
  security: [{ bearer: [] }],
  params: z.object({ id: z.string(), analysisId: z.string() }),
};

function present({ id, score, value, reason, by, at }: ScoreOverride) {
  return { id, score, value, reason, by, at };
}

/** People's decisions beside scores: made and listed. */
export function overrideRoutes(services: Services): FastifyPluginAsyncZod {
  return async (app) => {
    const add = {
      ...shared,
      summary: 'Put a person’s decision beside a score; the original stays',
      body: decision,
      response: { 201: overrideSchema, ...errorResponses },
    };
    app.post(PATH, { schema: add }, async (request, reply) => {
      const { id: customerId, analysisId } = request.params;
      const key = { projectId: operatedProject(request), customerId, analysisId };
      return reply.status(201).send(present(await overrideScore(services, key, request.body)));
    });

    const list = {
      ...shared,
      summary: 'Every decision beside the scores of an analysis, oldest first',
      response: { 200: z.object({ resources: z.array(overrideSchema) }), ...errorResponses },
    };
    app.get(PATH, { schema: list }, async (request) => {
      const { id: customerId, analysisId } = request.params;
      const key = { projectId: operatedProject(request), customerId, analysisId };
      return { resources: (await listOverrides(services, key)).map(present) };
    });
  };
}
