import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { html } from '../../report/markup.js';
import type { SandboxBank } from '../bank.js';
import { parseFault } from '../faults.js';
import { dutchDayAt } from '../generate/bank-time.js';
import { sendPage } from '../pages/layout.js';
import { grantForm, loginForm } from '../pages/pages.js';
import { type Language, languageOf, WORDING } from '../pages/wording.js';
import { personOf } from '../people/people.js';
import type { Claims } from '../seals.js';

/** A person reads and clicks within this time, or starts again. */
const SESSION_SECONDS = 1_800;
const CODE_SECONDS = 300;
const STATE_LENGTH_MAX = 1_000;
const MS_PER_SECOND = 1_000;

type Fields = Readonly<Record<string, string | undefined>>;

/** The bank's own pages: `GET /authorize` (login), `POST /login` (give access), `POST /decision` (back to who asked). */
export function authorizeRoutes(app: FastifyInstance, bank: SandboxBank): void {
  askWho(app, bank);
  askWhether(app, bank);
  sendBack(app, bank);
}

function askWho(app: FastifyInstance, bank: SandboxBank): void {
  app.get<{ Querystring: Fields }>('/authorize', async (request, reply) => {
    const { query } = request;
    const language = languageOf(query['ui_locales'], request.headers['accept-language']);
    const consentId = /^AIS:(.+)$/.exec(query['scope'] ?? '')?.[1] ?? '';
    const consent = bank.seals.open(consentId, 'consent');
    const isWhole =
      consent !== null &&
      !bank.isEnded(consentId) &&
      query['response_type'] === 'code' &&
      query['client_id'] === bank.settings.clientId &&
      query['redirect_uri'] === consent.redirectUri &&
      (query['state'] ?? '').length <= STATE_LENGTH_MAX;
    if (!isWhole) return broken(reply, language);
    const redirectUri = consent.redirectUri ?? '';
    const session = { kind: 'session', consentId, redirectUri, state: query['state'] ?? '' } as const;
    return login(bank, reply, { language, request: bank.seals.seal(session, SESSION_SECONDS), redirectUri, query });
  });
}

function askWhether(app: FastifyInstance, bank: SandboxBank): void {
  app.post('/login', async (request, reply) => {
    const fields = fieldsOf(request);
    const language = languageOf(fields['ui_locales'], request.headers['accept-language']);
    const session = bank.seals.open(fields['request'], 'session');
    if (session === null || fields['request'] === undefined) return broken(reply, language);
    const person = personOf(fields['person'] ?? '');
    const redirectUri = session.redirectUri ?? '';
    if (person === null) return login(bank, reply, { language, request: fields['request'], redirectUri, query: null });
    const fault = parseFault(fields['fault'] ?? '') === null ? {} : { fault: fields['fault'] ?? '' };
    const form = {
      action: `${bank.base}/decision`,
      session: bank.seals.seal(
        { ...carried(session), kind: 'session', personId: person.id, ...fault },
        SESSION_SECONDS,
      ),
      person,
      until: untilOf(bank, session.consentId ?? ''),
    };
    const page = {
      language,
      title: WORDING[language].grantTitle,
      content: grantForm(language, form),
      otherLanguageHref: null,
    };
    return sendPage(reply, 200, page, redirectUri);
  });
}

function sendBack(app: FastifyInstance, bank: SandboxBank): void {
  app.post('/decision', async (request, reply) => {
    const fields = fieldsOf(request);
    const session = bank.seals.open(fields['session'], 'session');
    if (session?.personId === undefined)
      return broken(reply, languageOf(undefined, request.headers['accept-language']));
    const target = new URL(session.redirectUri ?? '');
    if (fields['decision'] === 'give') {
      target.searchParams.set('code', bank.seals.seal({ ...carried(session), kind: 'code' }, CODE_SECONDS));
    } else {
      target.searchParams.set('error', 'access_denied');
    }
    if (session.state) target.searchParams.set('state', session.state);
    return reply.header('cache-control', 'no-store').redirect(target.href, 303);
  });
}

function fieldsOf(request: FastifyRequest): Fields {
  return (typeof request.body === 'object' && request.body !== null ? request.body : {}) as Fields;
}

/** What a step hands on to the next. */
function carried({
  kind: _kind,
  expires: _expires,
  id: _id,
  ...claims
}: Claims): Omit<Claims, 'kind' | 'expires' | 'id'> {
  return claims;
}

function untilOf(bank: SandboxBank, consentId: string): string {
  const consent = bank.seals.open(consentId, 'consent');
  return dutchDayAt(consent === null ? bank.settings.now() : new Date((consent.expires - 1) * MS_PER_SECOND));
}

function login(
  bank: SandboxBank,
  reply: FastifyReply,
  given: {
    readonly language: Language;
    readonly request: string;
    readonly redirectUri: string;
    /** Of the address of the page; null where it was posted to and cannot be asked for again. */
    readonly query: Fields | null;
  },
): FastifyReply {
  const { language, query } = given;
  const form = { action: `${bank.base}/login`, request: given.request, isUnknownPerson: query === null };
  const other = new URLSearchParams({ ...query, ui_locales: language === 'nl' ? 'en' : 'nl' });
  const page = {
    language,
    title: WORDING[language].loginTitle,
    content: loginForm(language, form),
    otherLanguageHref: query === null ? null : `${bank.base}/authorize?${other.toString()}`,
  };
  return sendPage(reply, query === null ? 400 : 200, page, given.redirectUri);
}

function broken(reply: FastifyReply, language: Language): FastifyReply {
  const words = WORDING[language];
  const content = html`<p>${words.brokenLead}</p>`;
  return sendPage(reply, 400, { language, title: words.brokenTitle, content, otherLanguageHref: null }, null);
}
