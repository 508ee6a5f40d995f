import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SandboxBank } from '../bank.js';
import { type Claims, isSame } from '../seals.js';
import { refuseToken } from './refusals.js';

/** Good for one fetch and not for the next: refreshing is part of everyday life. */
const ACCESS_SECONDS = 600;
const REFRESH_SECONDS = 180 * 86_400;
const CLIENT_SECONDS = 600;

type Form = Readonly<Record<string, string | undefined>>;

/** `POST /token`: client credentials, authorization code, refresh token. */
export function tokenRoute(app: FastifyInstance, bank: SandboxBank): void {
  app.post('/token', async (request, reply) => {
    const form = formOf(request);
    if (!isClient(bank, request, form)) {
      return refuseToken(reply, 401, 'invalid_client', 'client_id and client_secret are not those of a client');
    }
    switch (form['grant_type']) {
      case 'client_credentials':
        return answer(reply, {
          access_token: bank.seals.seal({ kind: 'client' }, CLIENT_SECONDS),
          expires_in: CLIENT_SECONDS,
        });
      case 'authorization_code':
        return exchangeCode(bank, form, reply);
      case 'refresh_token':
        return refresh(bank, form, reply);
      default:
        return refuseToken(
          reply,
          400,
          'unsupported_grant_type',
          'grant_type must be client_credentials, authorization_code or refresh_token',
        );
    }
  });
}

function formOf(request: FastifyRequest): Form {
  return (typeof request.body === 'object' && request.body !== null ? request.body : {}) as Form;
}

/** Credentials come in the form or as HTTP basic authentication. */
function isClient(bank: SandboxBank, request: FastifyRequest, form: Form): boolean {
  const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const [basicId, ...basicSecret] = Buffer.from(basic ?? '', 'base64')
    .toString()
    .split(':');
  const id = form['client_id'] ?? basicId ?? '';
  const secret = form['client_secret'] ?? basicSecret.join(':');
  return isSame(id, bank.settings.clientId) && isSame(secret, bank.settings.clientSecret);
}

function exchangeCode(bank: SandboxBank, form: Form, reply: FastifyReply): FastifyReply {
  const code = bank.seals.open(form['code'], 'code');
  if (code === null || code.redirectUri !== form['redirect_uri'] || !bank.useCode(code.id ?? '')) {
    return refuseToken(reply, 400, 'invalid_grant', 'the code is unknown, used, expired or of another redirect_uri');
  }
  return giveAccess(bank, code, reply);
}

function refresh(bank: SandboxBank, form: Form, reply: FastifyReply): FastifyReply {
  const token = bank.seals.open(form['refresh_token'], 'refresh');
  if (token === null || bank.isEnded(token.consentId ?? '')) {
    return refuseToken(
      reply,
      400,
      'invalid_grant',
      'the refresh_token is unknown or expired, or the consent has ended',
    );
  }
  return giveAccess(bank, token, reply);
}

function giveAccess(bank: SandboxBank, { consentId, personId, fault }: Claims, reply: FastifyReply): FastifyReply {
  const claims = {
    ...(consentId ? { consentId } : {}),
    ...(personId ? { personId } : {}),
    ...(fault ? { fault } : {}),
  };
  return answer(reply, {
    access_token: bank.seals.seal({ kind: 'access', ...claims }, ACCESS_SECONDS),
    refresh_token: bank.seals.seal({ kind: 'refresh', ...claims }, REFRESH_SECONDS),
    expires_in: ACCESS_SECONDS,
  });
}

function answer(reply: FastifyReply, tokens: Readonly<Record<string, string | number>>): FastifyReply {
  return reply.header('cache-control', 'no-store').send({ token_type: 'Bearer', ...tokens });
}
