import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { measureDrift } from '../../services/score-drift.js';
import { addScorecard, listScorecards, type OfferedScorecard, useScorecard } from '../../services/scorecards.js';
import type { Services } from '../../services/services.js';
import { errorResponses, errorSchema } from '../algoan/schemas.js';
import { operatedProject } from './operated-project.js';

/** A scorecard of fifty features has some tens of kilobytes. */
const SCORECARD_BYTES_MAX = 1024 * 1024;

const ROLES = ['champion', 'challenger', 'retired'] as const;

const measure = z.object({ value: z.number(), low: z.number(), high: z.number() });

const scorecardSchema = z
  .object({
    id: z.string(),
    name: z.enum(['credit', 'payment']).describe('The score that it makes'),
    version: z.string(),
    hash: z.string().describe('SHA-256 of the scorecard'),
    role: z
      .enum(ROLES)
      .describe('champion: clients see its scores; challenger: its scores are only kept; retired: unused'),
    isShipped: z.boolean(),
    createdAt: z.string().nullable().describe('null for a shipped one'),
    measures: z
      .object({
        horizonMonths: z.number(),
        cases: z.number().int(),
        bad: z.number().int(),
        crossValidated: z
          .object({
            repetitions: z.number().int(),
            folds: z.number().int(),
            auc: measure,
            gini: measure,
            ks: measure,
            brier: measure,
            calibrationSlope: measure,
          })
          .nullable()
          .describe('On cases that the fit did not see, with 95 % intervals; null where the file says nothing of it'),
        features: z.array(z.object({ id: z.string(), coefficient: z.number(), informationValue: z.number() })),
      })
      .describe('What the file says of its training'),
  })
  .meta({ id: 'Scorecard' });

const drift = z.object({
  psi: z.number().nullable().describe('Population stability index; null with too few records'),
  against: z.enum(['training', 'first_records']).describe('What the last 90 days are held against'),
  records: z.number().int().describe('Recent records that were counted'),
});
const driftSchema = z
  .object({
    scorecardId: z.string(),
    name: z.enum(['credit', 'payment']),
    modelHash: z.string(),
    score: drift,
    features: z.array(drift.extend({ id: z.string() })).readonly(),
  })
  .meta({ id: 'ScorecardDrift' });

const shared = { tags: ['Operation'], security: [{ bearer: [] }] };
const scorecardParams = z.object({ scorecardId: z.string() });

function present({ model, ...scorecard }: OfferedScorecard) {
  const { id, name, version, hash, role, isShipped, createdAt } = scorecard;
  const features = model.features.map((feature) => ({
    id: feature.id,
    coefficient: feature.coefficient,
    informationValue: feature.informationValue,
  }));
  const { horizonMonths, cases } = model;
  const crossValidated = crossValidatedOf(model);
  const measures = { horizonMonths, cases: cases.total, bad: cases.bad, crossValidated, features };
  return { id, name, version, hash, role, isShipped, createdAt, measures };
}

function crossValidatedOf({ validation }: OfferedScorecard['model']) {
  if (validation === undefined) return null;
  const { auc, seed: _, ...others } = validation;
  const giniOf = (area: number) => Number((2 * area - 1).toFixed(6));
  return { ...others, auc, gini: { value: giniOf(auc.value), low: giniOf(auc.low), high: giniOf(auc.high) } };
}

/** Scorecards of a project: brought, listed, put to use. */
export function scorecardRoutes(services: Services): FastifyPluginAsyncZod {
  return async (app) => {
    const list = {
      ...shared,
      summary: 'Scorecards that the project can use, its own first',
      response: { 200: z.object({ resources: z.array(scorecardSchema) }), ...errorResponses },
    };
    app.get('/operator/scorecards', { schema: list }, async (request) => ({
      resources: (await listScorecards(services, operatedProject(request))).map(present),
    }));

    const add = {
      ...shared,
      summary: 'Bring a scorecard that `saldo train` wrote',
      body: z.looseObject({}).describe('The file; `name` is credit or payment'),
      response: { 201: scorecardSchema, 413: errorSchema, 422: errorSchema, ...errorResponses },
    };
    app.post('/operator/scorecards', { schema: add, bodyLimit: SCORECARD_BYTES_MAX }, async (request, reply) =>
      reply.status(201).send(present(await addScorecard(services, operatedProject(request), request.body))),
    );

    const use = {
      ...shared,
      summary: 'Make a scorecard champion or challenger, or retire it',
      params: scorecardParams,
      body: z.object({ role: z.enum(ROLES) }),
      response: { 200: scorecardSchema, ...errorResponses },
    };
    app.patch('/operator/scorecards/:scorecardId', { schema: use }, async (request) => {
      const { scorecardId } = request.params;
      return present(await useScorecard(services, operatedProject(request), scorecardId, request.body.role));
    });

    const drifted = {
      ...shared,
      summary: 'How far features and score have moved in the last 90 days',
      params: scorecardParams,
      response: { 200: driftSchema, ...errorResponses },
    };
    app.get('/operator/scorecards/:scorecardId/drift', { schema: drifted }, (request) =>
      measureDrift(services, operatedProject(request), request.params.scorecardId),
    );
  };
}
