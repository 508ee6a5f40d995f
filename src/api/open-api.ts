import type { FastifyInstance } from 'fastify';

/** File of `openapi/` that a façade's description is kept in. */
export const ALGOAN_FILE = 'algoan.json';

/** The description of contract A as the routes give it, in the form in which it is committed. */
export function openApiText(app: FastifyInstance): string {
  return `${JSON.stringify(app.swagger(), null, 2)}\n`;
}
