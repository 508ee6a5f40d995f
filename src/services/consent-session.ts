import { createHash, randomBytes } from 'node:crypto';
import { type Consent, findConsent } from '../store/consents.js';
import { findProject } from '../store/projects.js';
import type { Services } from './services.js';
import { isProof, proofOf } from './signed-token.js';

const LINK_USE = 'consent link';
const FORM_USE = 'consent form';
const RETURN_USE = 'return from the bank';
const SESSION_BYTES = 24;
/** Separates the parts of tokens; none of them holds it. */
const DOT = '.';

/** Who is at the page: the browser that used the link, or one that has the link only. */
export interface Visitor {
  readonly consent: Consent;
  /** Name of the lender's project that asks. */
  readonly asker: string;
  /** Null before the link has been used. */
  readonly session: string | null;
}

function linkText({ projectId, id }: Pick<Consent, 'projectId' | 'id'>): string {
  return `${projectId}:${id}`;
}

/** What a consent's link carries: it names the project and proves that we made the link. */
export function linkToken({ secretKey }: Services, consent: Consent): string {
  return `${consent.projectId}${DOT}${proofOf(linkText(consent), LINK_USE, secretKey)}`;
}

function hashOf(session: string): string {
  return createHash('sha256').update(session).digest('hex');
}

/** A new session for the browser that uses a link, and what is kept of it. */
export function newSession({ projectId }: Consent): { session: string; sessionHash: string } {
  const session = `${projectId}${DOT}${randomBytes(SESSION_BYTES).toString('base64url')}`;
  return { session, sessionHash: hashOf(session) };
}

/** The visitor with this session; null for any other. */
export async function visitorWithSession(services: Services, id: string, session: string): Promise<Visitor | null> {
  const [projectId = ''] = session.split(DOT);
  const consent = await findConsent(services.database, projectId, id);
  if (consent === null || consent.sessionHash === null || consent.sessionHash !== hashOf(session)) return null;
  return visitor(services, consent, session);
}

/** The visitor with a consent's link; null for a link that is not ours. Whether it has been used, the consent tells. */
export async function visitorWithLink(services: Services, id: string, token: string): Promise<Visitor | null> {
  const [projectId = '', proof = '', ...rest] = token.split(DOT);
  if (rest.length > 0 || !isProof(proof, linkText({ projectId, id }), LINK_USE, services.secretKey)) return null;
  const consent = await findConsent(services.database, projectId, id);
  return consent === null ? null : visitor(services, consent, null);
}

async function visitor({ database }: Services, consent: Consent, session: string | null): Promise<Visitor> {
  const project = await findProject(database, consent.projectId);
  return { consent, session, asker: project?.name ?? '' };
}

/** What a form of this session carries, so that no other site can send it. */
export function formToken({ secretKey }: Services, session: string): string {
  return proofOf(session, FORM_USE, secretKey);
}

export function isFormToken({ secretKey }: Services, session: string, token: string): boolean {
  return isProof(token, session, FORM_USE, secretKey);
}

/** What goes to the bank and comes back: names the consent, and proves that this session left for the bank. */
export function returnState({ secretKey }: Services, { id }: Consent, session: string): string {
  return `${id}${DOT}${proofOf(`${id}:${session}`, RETURN_USE, secretKey)}`;
}

/** The consent that a state names, unproven; null for a text that is no state. */
export function consentOfState(state: string): string | null {
  return /^([0-9a-f]{24})\./.exec(state)?.[1] ?? null;
}

export function isReturnState({ secretKey }: Services, { id }: Consent, session: string, state: string): boolean {
  return (
    state.startsWith(`${id}${DOT}`) && isProof(state.slice(id.length + 1), `${id}:${session}`, RETURN_USE, secretKey)
  );
}
