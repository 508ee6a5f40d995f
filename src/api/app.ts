import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import swaggerUi from '@fastify/swagger-ui';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyPluginAsync,
  type FastifyReply,
  LogController,
} from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import { AppError } from '../domain/errors.js';
import { OWN_BANK_PATH } from '../own-bank.js';
import { sandboxBank } from '../sandbox-bank/plugin.js';
import type { SandboxBankSettings } from '../sandbox-bank/settings.js';
import { AuditLog } from '../services/audit.js';
import type { Services } from '../services/services.js';
import type { Tokens } from '../services/tokens.js';
import { analysisRoutes } from './algoan/analysis-routes.js';
import { customerRoutes } from './algoan/customer-routes.js';
import { eventRoutes } from './algoan/event-routes.js';
import { insightRoutes } from './algoan/insight-routes.js';
import { serviceAccountRoutes } from './algoan/service-account-routes.js';
import { subscriptionRoutes } from './algoan/subscription-routes.js';
import { tokenRoutes } from './algoan/token-routes.js';
import { auditRequests } from './audit.js';
import { authenticate, principalOf } from './authenticate.js';
import { consentPageRoutes } from './consent-page/consent-page-routes.js';
import { ENABLENOW_PATH, enableNowRoutes } from './enablenow/enablenow-routes.js';
import { answerProblem, problemOf } from './enablenow/problem.js';
import { tagAnswers } from './entity-tags.js';
import { appErrorOf } from './errors.js';
import { FailedLogons } from './failed-logons.js';
import { repeatSafely } from './idempotency.js';
import { measureRequests } from './metrics.js';
import { CONTRACTS, describeContracts } from './open-api.js';
import { operatorRoutes } from './operator/operator-routes.js';
import { overrideRoutes } from './operator/override-routes.js';
import { projectRoutes } from './operator/project-routes.js';
import { replayRoutes } from './operator/replay-routes.js';
import { scorecardRoutes } from './operator/scorecard-routes.js';
import { takeJson } from './take-json.js';
import { takeNoBody, validateRequests } from './validate-requests.js';

/** What the API is built from. */
export interface AppParts {
  /** Addresses and CIDR ranges of the proxies whose word on the caller's address and the protocol is taken. */
  readonly config: { readonly trustedProxies: readonly string[] };
  readonly services: Services;
  readonly tokens: Tokens;
  readonly log: Logger;
  /** Logs a fault of ours without what it says, which may be bank data. */
  readonly faults: (what: string, error: unknown) => void;
  /** The simulated bank to serve beside the API; null for none. */
  readonly sandbox: { readonly settings: SandboxBankSettings } | null;
  /** Requests that one client may send in a minute; unless told, as many as no back end needs. */
  readonly clientRequestsPerMinuteMax?: number;
}

/** Connectors send all accounts of a customer in one request. */
const BODY_BYTES_MAX = 32 * 1024 * 1024;
/**
 * The level is fast: the next ones take up to half as long again for a sixth less. Answers up to the threshold, an analysis among them,
 * are zipped at once: handing one over to the thread pool takes this thread as long as zipping it.
 */
const ZIPPED = {
  encodings: ['gzip' as const],
  threshold: 1_024,
  syncThreshold: 1_048_576,
  zlibOptions: { level: 3, chunkSize: 64 * 1_024 },
};
/** By address: a lender's whole back end polls from one, so this stops runaway loops, not use. */
const REQUESTS_PER_MINUTE_MAX = 60_000;
const CLIENT_REQUESTS_PER_MINUTE_MAX = 30_000;

/** What the page at /docs offers to read. */
const DESCRIPTIONS = CONTRACTS.map(({ name, title }) => ({ url: `/openapi/${name}.json`, name: title }));

/** Builds the API without listening, as the server and the tests use it. */
export async function buildApp({
  config,
  services,
  tokens,
  log,
  faults,
  sandbox,
  clientRequestsPerMinuteMax: requestsPerMinuteMax = CLIENT_REQUESTS_PER_MINUTE_MAX,
}: AppParts): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: BODY_BYTES_MAX,
    // The simulated bank may be told to hang: closing must not wait for it.
    forceCloseConnections: sandbox !== null,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: config.trustedProxies.length > 0 && [...config.trustedProxies],
    // Addresses that cannot be read reach no contract's own handler.
    frameworkErrors: (error, request, reply) =>
      request.url.startsWith(`${ENABLENOW_PATH}/`)
        ? answerProblem(problemOf(error, request.id), reply)
        : answerFault(error, reply),
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
  });
  validateRequests(app);
  app.setSerializerCompiler(serializerCompiler);
  handleFaults(app, faults);
  logRequests(app, log);
  takeJson(app);
  const metrics = measureRequests(app, services);
  await app.register(helmet, { contentSecurityPolicy: false });
  await app.register(rateLimit, { max: REQUESTS_PER_MINUTE_MAX, timeWindow: '1 minute' });
  await app.register(compress, ZIPPED);
  await app.register(formbody);
  await describeContracts(app);
  await app.register(swaggerUi, { routePrefix: '/docs', uiConfig: { urls: [...DESCRIPTIONS] } });
  await app.register(operatorRoutes({ services, tokens, metrics }));
  const logons = new FailedLogons();
  await app.register(tokenRoutes(tokens, logons));
  const auditLog = new AuditLog(services, (error) => faults('access log', error));
  await app.register(clientRoutes({ services, tokens, auditLog, requestsPerMinuteMax }));
  await app.register(consentPageRoutes(services));
  await app.register(enableNowRoutes({ services, tokens, faults, auditLog, logons, requestsPerMinuteMax }), {
    prefix: ENABLENOW_PATH,
  });
  if (sandbox !== null) await app.register(sandboxBank(sandbox.settings), { prefix: OWN_BANK_PATH });
  await app.ready();
  return app;
}

interface ClientParts {
  readonly services: Services;
  readonly tokens: Tokens;
  readonly auditLog: AuditLog;
  readonly requestsPerMinuteMax: number;
}

/**
 * All routes for clients with a token. Who asks is settled here, once, before any of them runs, and so are the access log and
 * the safe repetition of requests.
 */
function clientRoutes({ services, tokens, auditLog, requestsPerMinuteMax }: ClientParts): FastifyPluginAsync {
  return async (app) => {
    app.addHook('onRequest', authenticate(tokens));
    // Only tokens are asked for in a form; whatever else comes as one, or as plain text, is refused by its type (415).
    app.removeContentTypeParser(['application/x-www-form-urlencoded', 'text/plain']);
    takeNoBody(app);
    await app.register(rateLimit, {
      max: requestsPerMinuteMax,
      timeWindow: '1 minute',
      keyGenerator: (request) => principalOf(request).clientId,
    });
    repeatSafely(app, services, 'application/json');
    auditRequests(app, auditLog);
    tagAnswers(app);
    await app.register(customerRoutes(services));
    await app.register(analysisRoutes(services));
    await app.register(insightRoutes(services));
    await app.register(serviceAccountRoutes(services));
    await app.register(subscriptionRoutes(services));
    await app.register(eventRoutes(services));
    await app.register(projectRoutes(services));
    await app.register(scorecardRoutes(services));
    await app.register(overrideRoutes(services));
    await app.register(replayRoutes(services));
  };
}

/** Answers with contract A's body of an error. */
function answerFault(error: unknown, reply: FastifyReply): FastifyReply {
  const { code, message, status } = appErrorOf(error);
  return reply.status(status).type('application/json; charset=utf-8').send(JSON.stringify({ code, message, status }));
}

function handleFaults(app: FastifyInstance, faults: AppParts['faults']): void {
  app.addHook('onRequest', async (request, reply) => {
    // A caller that has gone has no address to count requests by, and nobody to answer.
    if (request.socket.remoteAddress === undefined) return reply.hijack();
    reply.header('x-request-id', request.id);
  });
  app.setNotFoundHandler(() => {
    throw new AppError('NOT_FOUND');
  });
  app.setErrorHandler((error, request, reply) => {
    if (appErrorOf(error).status >= 500) faults(`request ${request.id} failed`, error);
    return answerFault(error, reply);
  });
}

/** One line a request, by the route's pattern: bodies, queries and ids stay out of the log. */
function logRequests(app: FastifyInstance, log: Logger): void {
  app.addHook('onResponse', async ({ id, method, routeOptions }, { statusCode, elapsedTime }) => {
    const route = routeOptions.url ?? 'unknown';
    log.info({ requestId: id, method, route, status: statusCode, ms: Math.round(elapsedTime) }, 'request');
  });
}
