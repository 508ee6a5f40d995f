import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { AppError } from '../../domain/errors.js';
import type { AuditLog } from '../../services/audit.js';
import type { Services } from '../../services/services.js';
import type { Tokens } from '../../services/tokens.js';
import { auditRequests } from '../audit.js';
import { authenticate, principalOf } from '../authenticate.js';
import type { FailedLogons } from '../failed-logons.js';
import { repeatSafely } from '../idempotency.js';
import { accountRoutes } from './account-routes.js';
import { analysisJobRoutes } from './analysis-job-routes.js';
import { categorizationRoutes } from './categorization-routes.js';
import { consentRoutes, singleConsentRoutes } from './consent-routes.js';
import { takeAnyCase } from './names.js';
import { answerProblem, PROBLEM_TYPE, problemOf } from './problem.js';
import { connectRoutes } from './token-routes.js';
import { transactionRoutes } from './transaction-routes.js';
import { userRoutes } from './user-routes.js';

export interface EnableNowParts {
  readonly services: Services;
  readonly tokens: Tokens;
  readonly auditLog: AuditLog;
  readonly logons: FailedLogons;
  /** Logs a fault of ours without what it says. */
  readonly faults: (what: string, error: unknown) => void;
  readonly requestsPerMinuteMax: number;
}

/** Where contract B is served. */
export const ENABLENOW_PATH = '/cfa';

function tellProblems(app: FastifyInstance, faults: EnableNowParts['faults']): void {
  app.setNotFoundHandler(() => {
    throw new AppError('NOT_FOUND');
  });
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error, request.id);
    if (problem.status >= 500) faults(`request ${request.id} failed`, error);
    return answerProblem(problem, reply);
  });
}

/** Contract B, "account information and cash-flow analysis": everything under /cfa but the pages for people. */
export function enableNowRoutes({
  services,
  tokens,
  auditLog,
  logons,
  faults,
  requestsPerMinuteMax,
}: EnableNowParts): FastifyPluginAsync {
  return async (app) => {
    tellProblems(app, faults);
    await app.register(connectRoutes(tokens, logons));
    await app.register(async (clients) => {
      clients.addHook('onRequest', authenticate(tokens));
      await clients.register(rateLimit, {
        max: requestsPerMinuteMax,
        timeWindow: '1 minute',
        keyGenerator: (request) => principalOf(request).clientId,
      });
      takeAnyCase(clients);
      repeatSafely(clients, services, PROBLEM_TYPE);
      auditRequests(clients, auditLog);
      await clients.register(userRoutes(services));
      await clients.register(consentRoutes(services));
      await clients.register(singleConsentRoutes(services));
      await clients.register(accountRoutes(services));
      await clients.register(transactionRoutes(services));
      await clients.register(categorizationRoutes(services));
      await clients.register(analysisJobRoutes(services));
    });
  };
}
