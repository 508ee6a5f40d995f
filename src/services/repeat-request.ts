import { AppError } from '../domain/errors.js';
import {
  type AnswerKey,
  claimKey,
  findAnswer,
  type NewAnswer,
  releaseKey,
  saveAnswer,
  takeOverKey,
} from '../store/idempotent-answers.js';
import type { Services } from './services.js';

export type { AnswerKey } from '../store/idempotent-answers.js';

/** A first request that has not answered for this long has died with its process. */
const DEAD_AFTER_SECONDS = 60;

export interface KeptAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * Begins a request that carries an Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): null when it is the first and goes
 * on, else the answer that the first one got. Throws IDEMPOTENCY_KEY_REUSED when the key stands for another request, CONFLICT while the
 * first is still at work.
 */
export async function beginRequest(
  { database }: Services,
  key: AnswerKey,
  fingerprint: string,
): Promise<KeptAnswer | null> {
  if (await claimKey(database, key, fingerprint)) return null;
  const answer = await findAnswer(database, key);
  if (answer !== null && answer.fingerprint !== fingerprint) throw new AppError('IDEMPOTENCY_KEY_REUSED');
  if (answer?.status && answer.body !== null) return { status: answer.status, body: answer.body };
  // No answer: the first one has just given the key free. Else it is at work, or died.
  const isTaken =
    answer === null ? await claimKey(database, key, fingerprint) : await takeOverKey(database, key, DEAD_AFTER_SECONDS);
  if (!isTaken) throw new AppError('CONFLICT');
  return null;
}

/**
 * Keeps the answer for repetitions. A fault of ours frees the key instead, so that the request can be sent again, and so does an answer about
 * somebody who has been erased meanwhile.
 */
export async function endRequest({ database }: Services, key: AnswerKey, answer: NewAnswer): Promise<void> {
  const isKept = answer.status < 500 && (await saveAnswer(database, key, answer));
  if (!isKept) await releaseKey(database, key);
}
