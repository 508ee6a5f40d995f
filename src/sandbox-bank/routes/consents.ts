import type { FastifyInstance, FastifyRequest } from 'fastify';
import { addDays, isCalendarDate } from '../../domain/calendar-date.js';
import type { SandboxBank } from '../bank.js';
import { dutchDayAt, epochSecondsAt } from '../generate/bank-time.js';
import { refuse } from './refusals.js';

const LAST_SECOND_OF_DAY = 86_399;
const MS_PER_SECOND = 1_000;
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
    const now = bank.settings.now();
    const today = dutchDayAt(now);
    if (validUntil < today) return refuse(reply, 400, 'FORMAT_ERROR', 'validUntil lies in the past');
    const latest = addDays(today, VALID_DAYS_MAX - 1);
    const lastDay = validUntil < latest ? validUntil : latest;
    const seconds = epochSecondsAt(lastDay, LAST_SECOND_OF_DAY) - Math.floor(now.getTime() / MS_PER_SECOND) + 1;
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
