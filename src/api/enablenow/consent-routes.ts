import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { CONSENT_STATUSES } from '../../domain/consent.js';
import { uuidOf } from '../../domain/uuid.js';
import { linkToken } from '../../services/consent-session.js';
import {
  type Consent,
  createConsent,
  deleteConsent,
  getConsent,
  pageOfConsents,
  refreshConsent,
} from '../../services/consents.js';
import type { Services } from '../../services/services.js';
import { concerns } from '../audit.js';
import { principalOf } from '../authenticate.js';
import { baseUrlOf } from './base-url.js';
import { dayOrMoment, fromMoment, plainMoment } from './dates.js';
import { idParams, ownId, ownIdIfGiven, uuid } from './ids.js';
import { pageOf, wholeNumber } from './page.js';
import { problemResponses, problemSchema } from './problem.js';

const TEXT_MAX = 2_000;
const PAGE_SIZE_MAX = 100;
/** A user has few consents; a project's are listed page by page. */
const ALL = { limit: 10_000, offset: 0 };

const consentSchema = z
  .object({
    id: uuid,
    status: z.enum(CONSENT_STATUSES),
    dateStatusUpdated: z.string(),
    dateRequested: z.string(),
    dateExpire: z.string(),
    dateTransactionsUpdated: z.string().nullable(),
    providerKey: z.string(),
    errors: z.array(z.object({ code: z.string(), message: z.string(), date: z.string() })),
  })
  .meta({ id: 'Consent', description: 'Permission to read accounts at one bank. Moments are UTC.' });

const newConsent = z.object({
  providerKey: z
    .string()
    .min(1)
    .max(20)
    .describe('BIC of the bank')
    .meta({ examples: ['ENABNL2A'] }),
  countryCode: z.literal('NL').default('NL'),
  userId: uuid.nullish(),
  externalUserId: z.string().min(1).max(TEXT_MAX).nullish(),
  redirectUrl: z
    .string()
    .min(1)
    .max(TEXT_MAX)
    .describe('Where the person is sent at the end, with `consent_id` and, after a refusal, `error`'),
  syncMode: z
    .string()
    .regex(/^[A-Z_]{1,40}$/, 'must be a word')
    .default('MANUAL')
    .describe('Kept as given'),
});

const createdSchema = z.object({ consentId: uuid, consentUrl: z.url() }).meta({ id: 'CreatedConsent' });

const scope = z.object({
  consentId: uuid.optional(),
  userId: uuid.optional(),
  externalUserId: z.string().optional(),
});

const shared = { tags: ['Consents'], security: [{ bearer: [] }] };

function present(consent: Consent) {
  return {
    id: uuidOf(consent.id),
    status: consent.status,
    dateStatusUpdated: plainMoment(consent.statusAt),
    dateRequested: plainMoment(consent.requestedAt),
    dateExpire: plainMoment(consent.expiresAt),
    dateTransactionsUpdated: plainMoment(consent.fetchedAt),
    providerKey: consent.providerKey,
    errors: consent.errors.map(({ code, message, date }) => ({ code, message, date: plainMoment(date) })),
  };
}

/** The link to the consent's page; it opens for whoever holds it, once. */
export function consentUrl(services: Services, request: FastifyRequest, consent: Consent): string {
  const url = new URL(`/cfa/consent/${uuidOf(consent.id)}`, baseUrlOf(services, request));
  url.searchParams.set('token', linkToken(services, consent));
  return url.href;
}

/** Which consents are asked for, by ids of ours. */
function wantedBy({ consentId, userId, externalUserId }: z.infer<typeof scope>) {
  return {
    consentId: ownIdIfGiven(consentId, 'consentId'),
    userId: ownIdIfGiven(userId, 'userId'),
    externalUserId,
  };
}

/** Consents of one person are that person's data; a listing of all is nobody's in particular. */
function listed(request: FastifyRequest, wanted: ReturnType<typeof wantedBy>, consents: readonly Consent[]) {
  const isOfOne = Object.values(wanted).some((name) => name !== undefined);
  if (isOfOne)
    concerns(
      request,
      consents.map(({ customerId }) => customerId),
    );
  return consents.map(present);
}

/** Consents of contract B. */
export function consentRoutes(services: Services): FastifyPluginAsyncZod {
  return async (app) => {
    const create = {
      ...shared,
      summary: 'Ask for a consent',
      body: newConsent,
      response: { 201: createdSchema, ...problemResponses },
    };
    app.post('/consents', { schema: create }, async (request, reply) => {
      const { userId, externalUserId, ...rest } = request.body;
      const consent = await createConsent(services, principalOf(request).projectId, {
        ...rest,
        userId: ownIdIfGiven(userId, 'userId'),
        externalUserId: externalUserId ?? undefined,
      });
      concerns(request, [consent.customerId]);
      const created = { consentId: uuidOf(consent.id), consentUrl: consentUrl(services, request, consent) };
      return reply.status(201).send(created);
    });

    const answers = { 200: z.array(consentSchema), ...problemResponses };
    const list = { ...shared, summary: 'List consents', querystring: scope, response: answers };
    app.get('/consents', { schema: list }, async (request) => {
      const { projectId } = principalOf(request);
      const wanted = wantedBy(request.query);
      return listed(request, wanted, (await pageOfConsents(services, projectId, wanted, ALL)).consents);
    });

    const paged = {
      ...shared,
      summary: 'List consents, page by page, oldest first',
      querystring: scope.extend({
        page: wholeNumber('Number of the page', 1, 1_000_000),
        pageSize: wholeNumber('Consents per page', PAGE_SIZE_MAX, PAGE_SIZE_MAX),
        fromDate: dayOrMoment.optional().describe('Requested then or later'),
      }),
      response: answers,
    };
    app.get('/v2/consents', { schema: paged }, async (request) => {
      const { page, pageSize, fromDate, ...rest } = request.query;
      const from = fromDate === undefined ? undefined : fromMoment(fromDate);
      const wanted = wantedBy(rest);
      const { projectId } = principalOf(request);
      const found = await pageOfConsents(services, projectId, { ...wanted, from }, pageOf(page, pageSize));
      return listed(request, wanted, found.consents);
    });
  };
}

/** What is done to one consent. */
export function singleConsentRoutes(services: Services): FastifyPluginAsyncZod {
  return async (app) => {
    const held = async (request: FastifyRequest, given: string) => {
      const consent = await getConsent(services, principalOf(request).projectId, ownId(given, 'consentId'));
      concerns(request, [consent.customerId]);
      return consent;
    };

    const refresh = {
      ...shared,
      summary: 'Read the accounts of a consent anew, at most six times a day',
      params: idParams,
      response: { 202: z.null(), 409: problemSchema, ...problemResponses },
    };
    app.post('/consent/:id/refresh', { schema: refresh }, async (request, reply) => {
      const { projectId, id } = await held(request, request.params.id);
      await refreshConsent(services, projectId, id);
      return reply.status(202).send(null);
    });

    const erase = {
      ...shared,
      summary: 'Erase a consent with its accounts, transactions and jobs',
      params: idParams,
      response: { 204: z.null(), ...problemResponses },
    };
    app.delete('/consents/:id', { schema: erase }, async (request, reply) => {
      const { projectId, id } = await held(request, request.params.id);
      await deleteConsent(services, projectId, id);
      return reply.status(204).send(null);
    });
  };
}
