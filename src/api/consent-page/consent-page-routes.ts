import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { BankFault } from '../../domain/bank-fault.js';
import { GRANTED } from '../../domain/consent.js';
import { AppError } from '../../domain/errors.js';
import { idOfUuid, uuidOf } from '../../domain/uuid.js';
import {
  consentOfState,
  formToken,
  isFormToken,
  isReturnState,
  linkToken,
  type Visitor,
  visitorWithLink,
  visitorWithSession,
} from '../../services/consent-session.js';
import { approve, comeBack, isOpen, leaveForBank, redirectOf, refuse, useLink } from '../../services/give-consent.js';
import { bankName } from '../../services/providers.js';
import type { Services } from '../../services/services.js';
import { baseUrlOf } from '../enablenow/base-url.js';
import { introPage, noticePage, type PageForms, type PageFrame, pickPage, waitingPage } from './pages.js';
import { STYLE_SOURCE } from './style.js';
import { languageOf } from './wording.js';

const BASE = '/cfa/consent';
const RETURN = '/cfa/consent-return';
const COOKIE_SECONDS = 4 * 3_600;

type Fields = Readonly<Record<string, unknown>>;

/** One text of a query or form; empty where there is none, or several. */
function textOf(fields: unknown, name: string): string {
  const value = (fields as Fields | null | undefined)?.[name];
  return typeof value === 'string' ? value : '';
}

/** All texts of a form field that may come once or several times. */
function textsOf(fields: unknown, name: string): string[] {
  const value = (fields as Fields | null | undefined)?.[name];
  return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');
}

function cookieName(consentId: string): string {
  return `saldo-consent-${consentId}`;
}

function sessionOf({ headers }: FastifyRequest, consentId: string): string | null {
  const parts = (headers.cookie ?? '').split(';').map((part) => part.trim());
  const prefix = `${cookieName(consentId)}=`;
  return parts.find((part) => part.startsWith(prefix))?.slice(prefix.length) ?? null;
}

/** Lax: the cookie comes along when the bank sends the browser back, and with no form of another site. */
function setSession(services: Services, request: FastifyRequest, reply: FastifyReply, id: string, session: string) {
  const secure = baseUrlOf(services, request).startsWith('https:') ? '; Secure' : '';
  const cookie = `${cookieName(id)}=${session}; Path=/cfa; Max-Age=${COOKIE_SECONDS}; HttpOnly; SameSite=Lax${secure}`;
  reply.header('set-cookie', cookie);
}

function send(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply.status(status).type('text/html; charset=utf-8').send(page);
}

/** A page may load nothing, be framed by nobody, and send forms to us; where we send the browser on is no other's choice. */
function protectPages(app: FastifyInstance): void {
  const policy = ["default-src 'none'", `style-src ${STYLE_SOURCE}`, "base-uri 'none'", "frame-ancestors 'none'"].join(
    '; ',
  );
  app.addHook('onSend', async (_request, reply, payload) => {
    reply.header('content-security-policy', policy);
    reply.header('x-frame-options', 'DENY');
    reply.header('cache-control', 'no-store');
    reply.header('referrer-policy', 'no-referrer');
    return payload;
  });
}

/** The pages on which a person gives a consent. */
export function consentPageRoutes(services: Services): FastifyPluginAsync {
  return async (app) => {
    protectPages(app);
    const pages = new ConsentPages(services);
    app.setErrorHandler((error, request, reply) => pages.fault(error, request, reply));
    app.get<{ Params: { id: string } }>(`${BASE}/:id`, { schema: { hide: true } }, (request, reply) =>
      pages.show(request, reply, request.params.id),
    );
    app.post<{ Params: { id: string } }>(`${BASE}/:id/start`, { schema: { hide: true } }, (request, reply) =>
      pages.start(request, reply, request.params.id),
    );
    app.post<{ Params: { id: string } }>(`${BASE}/:id/approve`, { schema: { hide: true } }, (request, reply) =>
      pages.approve(request, reply, request.params.id),
    );
    app.post<{ Params: { id: string } }>(`${BASE}/:id/refuse`, { schema: { hide: true } }, (request, reply) =>
      pages.refuse(request, reply, request.params.id),
    );
    app.get(RETURN, { schema: { hide: true } }, (request, reply) => pages.comeBack(request, reply));
  };
}

/** What the pages do; one method a request. */
class ConsentPages {
  constructor(private readonly services: Services) {}

  private frameOf(request: FastifyRequest, switchUrl: string | null = null): PageFrame {
    const chosen = textOf(request.query, 'lang') || textOf(request.body, 'lang');
    const language = languageOf(chosen, request.headers['accept-language']);
    return { language, switchUrl: switchUrl && `${switchUrl}lang=${language === 'nl' ? 'en' : 'nl'}` };
  }

  /** Who is there: by the cookie where the browser has one, else by the link. */
  private async visitorOf(request: FastifyRequest, given: string): Promise<Visitor | null> {
    const id = idOfUuid(given);
    if (id === null) return null;
    const session = sessionOf(request, id);
    const known = session === null ? null : await visitorWithSession(this.services, id, session);
    if (known !== null) return known;
    const token = textOf(request.query, 'token') || textOf(request.body, 'token');
    return visitorWithLink(this.services, id, token);
  }

  private shown({ consent, asker }: Visitor) {
    return { asker, bankName: bankName(consent.providerKey), expiresAt: consent.expiresAt };
  }

  private forms({ consent, session }: Visitor, { language }: PageFrame): PageForms {
    const proof =
      session === null ? { token: linkToken(this.services, consent) } : { form: formToken(this.services, session) };
    return { base: `${BASE}/${uuidOf(consent.id)}`, fields: { ...proof, lang: language } };
  }

  /** The page of a consent as it stands. */
  async show(request: FastifyRequest, reply: FastifyReply, given: string): Promise<FastifyReply> {
    const visitor = await this.visitorOf(request, given);
    if (visitor === null) return send(reply, 404, noticePage(this.frameOf(request), 'unknown', null));
    const { consent, session } = visitor;
    const token = session === null ? `token=${encodeURIComponent(linkToken(this.services, consent))}&` : '';
    const page = this.frameOf(request, `${BASE}/${uuidOf(consent.id)}?${token}`);
    if (session === null && consent.sessionHash !== null) return send(reply, 410, noticePage(page, 'used', null));
    if (GRANTED.includes(consent.status)) return send(reply, 200, noticePage(page, 'done', redirectOf(consent)));
    if (!isOpen(this.services, consent)) {
      return send(reply, 410, noticePage(page, 'ended', redirectOf(consent, 'access_denied')));
    }
    const forms = this.forms(visitor, page);
    if (consent.status === 'AUTHENTICATED' && consent.offered !== null) {
      const choice = { offered: consent.offered, isEmptyPick: textOf(request.query, 'none') !== '' };
      return send(reply, 200, pickPage(page, this.shown(visitor), forms, choice));
    }
    const isAway = consent.status === 'AUTHENTICATING';
    return send(reply, 200, (isAway ? waitingPage : introPage)(page, this.shown(visitor), forms));
  }

  /** Whoever sends a form: holds the link of a consent nobody has opened, or sends its session's own form. */
  private async senderOf(request: FastifyRequest, given: string): Promise<Visitor | null> {
    const visitor = await this.visitorOf(request, given);
    if (visitor === null) return null;
    const { session, consent } = visitor;
    if (session === null) return consent.sessionHash === null ? visitor : null;
    return isFormToken(this.services, session, textOf(request.body, 'form')) ? visitor : null;
  }

  private toPage(reply: FastifyReply, given: string, page: PageFrame, more = ''): FastifyReply {
    return reply.redirect(`${BASE}/${given}?lang=${page.language}${more}`, 303);
  }

  /** Sends the person to the bank; the first time, the link is used up by it. */
  async start(request: FastifyRequest, reply: FastifyReply, given: string): Promise<FastifyReply> {
    const visitor = await this.senderOf(request, given);
    if (visitor === null) return send(reply, 410, noticePage(this.frameOf(request), 'used', null));
    const { consent } = visitor;
    const session = visitor.session ?? (await useLink(this.services, visitor));
    setSession(this.services, request, reply, consent.id, session);
    const { language } = this.frameOf(request);
    const returnUrl = `${baseUrlOf(this.services, request)}${RETURN}`;
    return reply.redirect(await leaveForBank(this.services, consent, session, { returnUrl, language }), 303);
  }

  /** Takes up a person whom the bank has sent back. */
  async comeBack(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const page = this.frameOf(request);
    const state = textOf(request.query, 'state');
    const id = consentOfState(state);
    const session = id === null ? null : sessionOf(request, id);
    const visitor = id === null || session === null ? null : await visitorWithSession(this.services, id, session);
    if (visitor === null || session === null || !isReturnState(this.services, visitor.consent, session, state))
      return send(reply, 404, noticePage(page, 'unknown', null));
    const query = Object.fromEntries(
      Object.entries(request.query as Fields).flatMap(([name, value]) =>
        typeof value === 'string' ? [[name, value]] : [],
      ),
    );
    const after = await comeBack(this.services, visitor.consent, query);
    if (after.status === 'ERROR') return reply.redirect(redirectOf(after, 'access_denied'), 303);
    return this.toPage(reply, uuidOf(after.id), page);
  }

  /** The person's yes. */
  async approve(request: FastifyRequest, reply: FastifyReply, given: string): Promise<FastifyReply> {
    const visitor = await this.senderOf(request, given);
    const page = this.frameOf(request);
    if (visitor === null || visitor.session === null) return send(reply, 410, noticePage(page, 'used', null));
    const picked = textsOf(request.body, 'account');
    if (picked.length === 0) return this.toPage(reply, given, page, '&none=1');
    return reply.redirect(redirectOf(await approve(this.services, visitor.consent, picked)), 303);
  }

  /** The person's no. */
  async refuse(request: FastifyRequest, reply: FastifyReply, given: string): Promise<FastifyReply> {
    const visitor = await this.senderOf(request, given);
    if (visitor === null) return send(reply, 410, noticePage(this.frameOf(request), 'used', null));
    return reply.redirect(redirectOf(await refuse(this.services, visitor.consent), 'access_denied'), 303);
  }

  /** Faults as pages: a bank that fails can be tried again, a consent that has gone on meanwhile is shown as it is. */
  async fault(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const page = this.frameOf(request);
    const { id } = (request.params ?? {}) as { id?: string };
    const given = id ?? uuidOrNull(consentOfState(textOf(request.query, 'state')));
    if (error instanceof BankFault) {
      return send(reply, 502, noticePage(page, 'bank', given && `${BASE}/${given}?lang=${page.language}`));
    }
    if (error instanceof AppError && given && ['CONFLICT', 'BAD_REQUEST'].includes(error.code)) {
      return this.toPage(reply, given, page);
    }
    throw error;
  }
}

function uuidOrNull(id: string | null): string | null {
  return id === null ? null : uuidOf(id);
}
