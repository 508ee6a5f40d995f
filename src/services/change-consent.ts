import type { ConsentError, ConsentStatus } from '../domain/consent.js';
import { uuidOf } from '../domain/uuid.js';
import { type Consent, type ConsentChange, updateConsent } from '../store/consents.js';
import type { Transaction } from '../store/database.js';
import { deleteFetchSteps } from '../store/fetch-steps.js';
import { emitEvent } from './emit-event.js';
import { planEndOfAccess } from './end-access.js';
import type { Services } from './services.js';

/** What goes into the events of a consent. */
export function consentData({ customerId, id }: Consent): { userId: string; consentId: string } {
  return { userId: uuidOf(customerId), consentId: uuidOf(id) };
}

/** A fault of a consent as it is listed. */
export function consentError({ now }: Services, code: string, message: string): ConsentError {
  return { code, message, date: now().toISOString() };
}

/** Gives a consent that the caller holds a status, with what else changes, and tells subscribers when the status is another. */
export async function changeStatus(
  services: Services,
  transaction: Transaction,
  consent: Consent,
  status: ConsentStatus,
  change: Omit<ConsentChange, 'status' | 'statusAt'> = {},
): Promise<Consent> {
  const isNew = status !== consent.status;
  const statusAt = services.now().toISOString();
  const changed = await updateConsent(transaction, consent, { ...change, status, ...(isNew ? { statusAt } : {}) });
  if (isNew) {
    await emitEvent(services, transaction, {
      projectId: consent.projectId,
      customerId: consent.customerId,
      name: 'consent.status.updated',
      payload: { ...consentData(consent), status },
    });
  }
  return changed;
}

/** Ends a consent: nobody can read accounts with it any more. The bank is told unless it has ended the consent (INVALIDATED). */
export async function endConsent(
  services: Services,
  transaction: Transaction,
  consent: Consent,
  status: 'INVALIDATED' | 'ERROR' | 'TIMEDOUT',
  error: ConsentError,
): Promise<Consent> {
  if (status !== 'INVALIDATED') await planEndOfAccess(services, transaction, consent);
  await deleteFetchSteps(transaction, { projectId: consent.projectId, consentId: consent.id });
  return changeStatus(services, transaction, consent, status, {
    errors: [...consent.errors, error],
    accessSealed: null,
    offered: null,
    returnUrl: null,
  });
}
