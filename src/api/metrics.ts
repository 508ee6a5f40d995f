import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { QUEUES, type Queue } from '../jobs/queue.js';

/** Upper bounds in seconds: a read takes milliseconds, a large import seconds. */
const DURATION_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counts and times every request by the route's pattern, and the jobs that wait; returns what `/metrics` prints. */
export function measureRequests(app: FastifyInstance, queue: Queue): Registry {
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
      for (const { name } of QUEUES) this.set({ queue: name }, await queue.waiting(name));
    },
  });
  return registry;
}
