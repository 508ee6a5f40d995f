import { failAnalysis, lockAnalysesWaitingSince } from '../store/analyses.js';
import { listCustomersPastRetention } from '../store/customers.js';
import { deleteAnswersBefore } from '../store/idempotent-answers.js';
import { deletePastBefore } from '../store/listed-transactions.js';
import { endOverdueConsents } from './consents.js';
import { eraseWithEvents } from './customers.js';
import { emitEvent } from './emit-event.js';
import { LISTING_HOURS } from './list-transactions.js';
import { measureAllDrift } from './score-drift.js';
import type { Services } from './services.js';

const HOUR_MS = 3_600_000;
/** Analyses and customers taken per transaction, so that none holds many rows for long. */
const CHUNK = 200;
/** How long an Idempotency-Key keeps its answer. */
const ANSWER_HOURS = 24;

/** Ends analyses whose connector never sent the bank details; returns how many. */
export async function expireWaitingAnalyses(services: Services, hours: number): Promise<number> {
  const before = new Date(services.now().getTime() - hours * HOUR_MS);
  const expired = await services.database.transaction(async (transaction) => {
    const waiting = await lockAnalysesWaitingSince(transaction, before, CHUNK);
    for (const { projectId, customerId, id } of waiting) {
      const message = `The connector sent no bank details within ${hours} hours`;
      await failAnalysis(transaction, { projectId, customerId, id }, 'BANK_DETAILS_TIMEOUT', message);
      const payload = { customerId, analysisId: id };
      await emitEvent(services, transaction, { projectId, customerId, name: 'analysis_completed', payload });
    }
    return waiting.length;
  });
  if (expired > 0) await services.queue.announce();
  return expired;
}

/** Erases customers of projects with a retention whose last analysis is older than it; returns how many. */
export async function eraseCustomersPastRetention(services: Services): Promise<number> {
  const due = await listCustomersPastRetention(services.database, services.now(), CHUNK);
  let erased = 0;
  for (const { projectId, id } of due) {
    if (await eraseWithEvents(services, projectId, id)) erased += 1;
  }
  return erased;
}

/** Forgets the answers kept for repeated requests after a day. */
export async function forgetOldAnswers({ database, now }: Services): Promise<void> {
  await deleteAnswersBefore(database, new Date(now().getTime() - ANSWER_HOURS * HOUR_MS));
}

/** Forgets earlier states of transactions that no listing can ask for any more; an hour is left for pages under way. */
export async function forgetPastTransactions({ database, now }: Services): Promise<void> {
  await deletePastBefore(database, new Date(now().getTime() - (LISTING_HOURS + 1) * HOUR_MS));
}

/** Everything that has to be looked after now and then, by any one worker. */
export async function keepHouse(services: Services, analysisTimeoutHours: number): Promise<void> {
  await expireWaitingAnalyses(services, analysisTimeoutHours);
  await eraseCustomersPastRetention(services);
  await forgetOldAnswers(services);
  await endOverdueConsents(services);
  await forgetPastTransactions(services);
  await measureAllDrift(services);
}
