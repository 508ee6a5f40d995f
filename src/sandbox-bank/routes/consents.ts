import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isCalendarDate, toEpochDay } from '../../domain/calendar-date.js';
import type { SandboxBank } from '../bank.js';
import { dutchDayAt } from '../generate/bank-time.js';
import { refuse } from './refusals.js';

const SECONDS_PER_DAY = 86_400;
/** The law's limit for access without a new login (RTS on strong customer authentication, article 10a). */
const VALID_DAYS_MAX = 180;

/**
 * `POST /v1/consents`, `GET /v1/consents/{id}/status`, `DELETE /v1/consents/{id}`. Ids are longer than Fastify lets a named
 * parameter be, hence the wildcards.
 */
export function consentRoutes(app: FastifyInstance, bank: SandboxBank): void {
  app.post('/v1/consents', async (request, reply) => {
    if (!isClientToken(bank, request))
      return refuse(reply, 401, 'TOKEN_INVALID', 'a client_credentials token is needed');
    const redirectUri = request.headers['tpp-redirect-uri'];
    if (typeof redirectUri !== 'string' || !/^https?:\/\/./.test(redirectUri) || !URL.canParse(redirectUri)) {
      return refuse(reply, 400, 'FORMAT_ERROR', 'the header TPP-Redirect-URI must be an http(s) address');
    }
    const { validUntil } = (request.body ?? {}) as { validUntil?: unknown };
    if (typeof validUntil !== 'string' || !isCalendarDate(validUntil)) {
      return refuse(reply, 400, 'FORMAT_ERROR', 'validUntil must be a day such as 2026-12-31');
    }
    const days = toEpochDay(validUntil) - toEpochDay(dutchDayAt(bank.settings.now())) + 1;
    if (days < 1) return refuse(reply, 400, 'FORMAT_ERROR', 'validUntil lies in the past');
    const seconds = Math.min(days, VALID_DAYS_MAX) * SECONDS_PER_DAY;
    const consentId = bank.seals.seal({ kind: 'consent', redirectUri }, seconds);
    return reply.status(201).send({
      consentStatus: 'received',
      consentId,
      _links: { scaOAuth: { href: `${bank.base}/authorize` }, self: { href: `${bank.base}/v1/consents/${consentId}` } },
    });
  });

  app.get<{ Params: { '*': string } }>('/v1/consents/*', async (request, reply) => {
    if (!isClientToken(bank, request))
      return refuse(reply, 401, 'TOKEN_INVALID', 'a client_credentials token is needed');
    const id = request.params['*'].replace(/\/status$/, '');
    const isKnown = bank.seals.open(id, 'consent') !== null;
    if (!isKnown) return refuse(reply, 403, 'CONSENT_UNKNOWN', 'there is no such consent, or it has expired');
    return reply.send({ consentStatus: bank.isEnded(id) ? 'terminatedByTpp' : 'valid' });
  });

  app.delete<{ Params: { '*': string } }>('/v1/consents/*', async (request, reply) => {
    if (!isClientToken(bank, request))
      return refuse(reply, 401, 'TOKEN_INVALID', 'a client_credentials token is needed');
    const id = request.params['*'];
    const isKnown = bank.seals.open(id, 'consent') !== null && !bank.isEnded(id);
    if (!isKnown) return refuse(reply, 403, 'CONSENT_UNKNOWN', 'there is no such consent, or it has ended');
    bank.end(id);
    return reply.status(204).send();
  });
}

function isClientToken(bank: SandboxBank, request: FastifyRequest): boolean {
  return bank.seals.open(bearerOf(request), 'client') !== null;
}

/** The token of `Authorization: Bearer …`. */
export function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
}
