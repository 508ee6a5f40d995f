import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { QUEUES } from '../jobs/queue.js';
import { lastDrift } from '../services/score-drift.js';
import type { Services } from '../services/services.js';

/** Upper bounds in seconds: a read takes milliseconds, a large import seconds. */
const DURATION_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counts and times every request by the route's pattern, the jobs that wait and the drift of scores; returns what `/metrics` prints. */
export function measureRequests(app: FastifyInstance, services: Services): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'saldo_http_request_duration_seconds',
    help: 'Time from the request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: DURATION_BUCKETS,
    registers: [registry],
  });
  app.addHook('onResponse', async ({ method, routeOptions }, { statusCode, elapsedTime }) => {
    durations.observe({ method, route: routeOptions.url ?? 'unknown', status: statusCode }, elapsedTime / 1000);
  });
  new Gauge({
    name: 'saldo_jobs_waiting',
    help: 'Jobs that no worker has taken yet',
    labelNames: ['queue'],
    registers: [registry],
    async collect() {
      for (const { name } of QUEUES) this.set({ queue: name }, await services.queue.waiting(name));
    },
  });
  new Gauge({
    name: 'saldo_score_drift_psi',
    help: 'Population stability index of the last 90 days, by feature; feature "score" is the score itself',
    labelNames: ['project', 'score', 'model', 'feature'],
    registers: [registry],
    async collect() {
      // What was measured before may be of a scorecard that is out of use by now.
      this.reset();
      for (const { projectId, score, modelHash, feature, psi } of await lastDrift(services)) {
        this.set({ project: projectId, score, model: modelHash.slice(0, 12), feature }, psi);
      }
    },
  });
  return registry;
}
