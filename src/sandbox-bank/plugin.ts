import formbody from '@fastify/formbody';
import type { FastifyPluginAsync } from 'fastify';
import { SandboxBank } from './bank.js';
import { accountRoutes } from './routes/accounts.js';
import { authorizeRoutes } from './routes/authorize.js';
import { consentRoutes } from './routes/consents.js';
import { refuse } from './routes/refusals.js';
import { tokenRoute } from './routes/token.js';
import type { SandboxBankSettings } from './settings.js';

const FORM = 'application/x-www-form-urlencoded';

/**
 * The simulated bank as a plugin: `app.register(sandboxBank(settings), { prefix: '/sandbox-bank' })`, or without a prefix on a
 * port of its own. It keeps no customers' data: everyone in it is invented.
 */
export function sandboxBank(settings: SandboxBankSettings): FastifyPluginAsync {
  return async (app) => {
    const bank = new SandboxBank(settings, app.prefix);
    if (!app.hasContentTypeParser(FORM)) await app.register(formbody);
    app.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
      const status = error.statusCode ?? 500;
      return refuse(
        reply,
        status,
        status < 500 ? 'FORMAT_ERROR' : 'INTERNAL_SERVER_ERROR',
        'the request cannot be answered',
      );
    });
    tokenRoute(app, bank);
    consentRoutes(app, bank);
    authorizeRoutes(app, bank);
    accountRoutes(app, bank);
  };
}
