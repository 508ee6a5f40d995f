import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Registry } from 'prom-client';
import { z } from 'zod';
import { ENGINE_VERSION } from '../../engine/version.js';
import type { Services } from '../../services/services.js';
import type { Tokens } from '../../services/tokens.js';
import { CONTRACTS, documentOf } from '../open-api.js';

const LANDING = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Saldo</title><style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem}code{background:#8882;padding:.1em .3em}</style>
<h1>Saldo</h1><p>Bank transactions into a credit decision’s evidence. The API runs here.</p>
<ul><li><a href="/docs">API reference, to read and to try</a></li><li>OpenAPI 3.1: <a href="/openapi/algoan.json">customers and analyses</a>, <a href="/openapi/enablenow.json">account information and cash-flow analysis</a></li><li><a href="/health">Health</a></li></ul>
<p>Get a token with <code>POST /v2/oauth/token</code>, then <code>POST /v2/customers</code>.</p></html>`;

export interface OperatorParts {
  readonly services: Services;
  readonly tokens: Tokens;
  readonly metrics: Registry;
}

/** What an operator watches, the public keys, and a first page for whoever opens the address. */
export function operatorRoutes({ services, tokens, metrics }: OperatorParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get('/', { schema: { hide: true } }, (_request, reply) => reply.type('text/html; charset=utf-8').send(LANDING));

    // Browsers ask for it beside every page.
    app.get('/favicon.ico', { schema: { hide: true } }, (_request, reply) => reply.status(204).send());

    app.get(
      '/health',
      {
        schema: {
          tags: ['Operation'],
          summary: 'Whether the store answers',
          response: { 200: z.object({ status: z.literal('ok'), engineVersion: z.string() }) },
        },
      },
      async () => {
        await services.database.query('select 1');
        return { status: 'ok' as const, engineVersion: ENGINE_VERSION };
      },
    );

    for (const { name } of CONTRACTS) {
      app.get(`/openapi/${name}.json`, { schema: { hide: true } }, (_request, reply) =>
        reply.send(documentOf(app, name)),
      );
    }

    app.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
      reply.type(metrics.contentType).send(await metrics.metrics()),
    );

    app.get(
      '/.well-known/jwks.json',
      {
        schema: {
          tags: ['Operation'],
          summary: 'Public keys that verify tokens',
          response: { 200: z.object({ keys: z.array(z.looseObject({})) }) },
        },
      },
      () => tokens.publicKeys(),
    );
  };
}
