import { randomUUID } from 'node:crypto';
import { BankFault } from '../domain/bank-fault.js';
import type { BankAccess } from '../domain/bank-fetcher.js';
import { isObject } from '../formats/fields.js';
import type { BankEndpoint } from './endpoints.js';
import type { BankReply, BankRequest } from './exchange.js';

/** What tokens are asked for with: a conversation, without knowing what else it can do. */
interface Asking {
  readonly endpoint: BankEndpoint;
  ask(request: BankRequest): Promise<BankReply>;
}

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string | null;
}

/** A token of our own, for announcing and ending consents. */
export async function clientToken(talk: Asking): Promise<string> {
  return (await tokensFor(talk, { grant_type: 'client_credentials', scope: 'AIS' })).accessToken;
}

/** Access for the code a person came back with. Throws BankFault REVOKED when the code is not good. */
export async function accessOfCode(
  talk: Asking,
  given: { readonly code: string; readonly redirectUri: string; readonly bankConsentId: string },
): Promise<BankAccess> {
  const { code, redirectUri, bankConsentId } = given;
  const tokens = await tokensFor(talk, { grant_type: 'authorization_code', code, redirect_uri: redirectUri });
  return { providerKey: talk.endpoint.providerKey, bankConsentId, ...tokens };
}

/** New tokens for expired ones. Throws BankFault REVOKED when there is no way to renew. */
export async function refreshedAccess(talk: Asking, access: BankAccess): Promise<BankAccess> {
  const { refreshToken } = access;
  if (refreshToken === null) throw new BankFault('REVOKED', 'access has expired and the bank lets nobody renew it');
  const tokens = await tokensFor(talk, { grant_type: 'refresh_token', refresh_token: refreshToken });
  // A bank that sends no new refresh token means the old one to be used again (RFC 6749, section 6).
  return { ...access, accessToken: tokens.accessToken, refreshToken: tokens.refreshToken ?? refreshToken };
}

async function tokensFor(talk: Asking, form: Readonly<Record<string, string>>): Promise<Tokens> {
  const { baseUrl, clientId, clientSecret } = talk.endpoint;
  const reply = await talk.ask({
    method: 'POST',
    url: `${baseUrl}/token`,
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      'x-request-id': randomUUID(),
    },
    body: new URLSearchParams({ ...form, client_id: clientId, client_secret: clientSecret }).toString(),
  });
  return tokensOf(reply);
}

function tokensOf({ status, body }: BankReply): Tokens {
  const fields = isObject(body) ? body : {};
  const error = fields['error'];
  if (error === 'invalid_client' || error === 'unauthorized_client') {
    throw new BankFault(
      'NOT_CONFIGURED',
      'the bank does not accept the client id and secret of this installation',
      status,
    );
  }
  if (error === 'invalid_grant') throw new BankFault('REVOKED', 'the bank does not renew or give this access', status);
  const accessToken = fields['access_token'];
  const refreshToken = fields['refresh_token'];
  if (status >= 400 || typeof accessToken !== 'string' || accessToken === '') {
    throw new BankFault('MALFORMED', 'the bank answers the request for a token with none', status);
  }
  return { accessToken, refreshToken: typeof refreshToken === 'string' && refreshToken !== '' ? refreshToken : null };
}
