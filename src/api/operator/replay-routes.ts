import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { keptScores } from '../../services/kept-scores.js';
import { type Replay, replayScore } from '../../services/replay-score.js';
import type { Services } from '../../services/services.js';
import { errorResponses } from '../algoan/schemas.js';
import { operatedProject } from './operated-project.js';

const said = z.union([z.string(), z.number(), z.null()]);
const replaySchema = z
  .object({
    score: z.enum(['credit', 'payment']),
    role: z.enum(['champion', 'challenger']),
    version: z.string(),
    modelHash: z.string(),
    policyHash: z.string(),
    engineVersion: z.string().describe('Of the engine that gave the score; today’s makes it again'),
    referenceHash: z.string(),
    createdAt: z.string(),
    isIdentical: z.boolean().describe('Whether all that was kept of the score comes out again, byte for byte'),
    differences: z
      .array(
        z.object({
          what: z
            .string()
            .describe('policyHash, modelHash, version, value, points, probability, features.ID, points.ID or outcome'),
          kept: said,
          replayed: said.describe('null where nothing comes out'),
        }),
      )
      .readonly(),
  })
  .meta({ id: 'Replay' });

function present({ record, isIdentical, differences }: Replay) {
  const { score, role, modelVersion: version, modelHash, policyHash, engineVersion, referenceHash, createdAt } = record;
  return {
    ...{ score, role, version, modelHash, policyHash, engineVersion, referenceHash, createdAt },
    ...{ isIdentical, differences },
  };
}

/** Scores of past analyses made again from what was kept of them. */
export function replayRoutes(services: Services): FastifyPluginAsyncZod {
  return async (app) => {
    const replay = {
      tags: ['Operation'],
      security: [{ bearer: [] }],
      summary: 'Make the scores of an analysis again and say what differs',
      params: z.object({ id: z.string(), analysisId: z.string() }),
      response: { 200: z.object({ resources: z.array(replaySchema) }), ...errorResponses },
    };
    app.get('/operator/customers/:id/analyses/:analysisId/replay', { schema: replay }, async (request) => {
      const { id, analysisId } = request.params;
      const kept = await keptScores(services, operatedProject(request), id, analysisId);
      return { resources: kept.map((one) => present(replayScore(one))) };
    });
  };
}
