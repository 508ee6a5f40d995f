import { failAnalysis, lockAnalysesWaitingSince } from '../store/analyses.js';
import { isPastRetention, listCustomersPastRetention } from '../store/customers.js';
import type { Queryable } from '../store/database.js';
import {
  deleteAnswersBefore,
  deleteAuditEntriesBefore,
  deleteSettledEventsBefore,
  dropCodesBefore,
} from '../store/expired.js';
import { deletePastBefore } from '../store/listed-transactions.js';
import { endOverdueConsents } from './consents.js';
import { eraseWithEvents } from './customers.js';
import { emitEvent } from './emit-event.js';
import { LISTING_HOURS } from './list-transactions.js';
import { measureAllDrift } from './score-drift.js';
import type { Services } from './services.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Analyses and customers taken per transaction, so that none holds many rows for long. */
const CHUNK = 200;
/** Rows that are only removed, per transaction, and transactions at most per visit: a long backlog waits for the next one. */
const REMOVED_CHUNK = 1_000;
const REMOVALS_MAX = 50;
/** How long an Idempotency-Key keeps its answer. */
const ANSWER_HOURS = 24;

/** Ends analyses whose connector never sent the bank details; returns how many. */
export async function expireWaitingAnalyses(services: Services, hours: number): Promise<number> {
  const before = new Date(services.now().getTime() - hours * HOUR_MS);
  return services.database.transaction(async (transaction) => {
    const waiting = await lockAnalysesWaitingSince(transaction, before, CHUNK);
    for (const { projectId, customerId, id } of waiting) {
      const message = `The connector sent no bank details within ${hours} hours`;
      await failAnalysis(transaction, { projectId, customerId, id }, 'BANK_DETAILS_TIMEOUT', message);
      const payload = { customerId, analysisId: id };
      await emitEvent(services, transaction, { projectId, customerId, name: 'analysis_completed', payload });
    }
    return waiting.length;
  });
}

/** Erases customers of projects with a retention with nothing newer than it; returns how many. */
export async function eraseCustomersPastRetention(services: Services): Promise<number> {
  const now = services.now();
  const due = await listCustomersPastRetention(services.database, now, CHUNK);
  let erased = 0;
  for (const { projectId, id } of due) {
    // Once more, when it is held: an analysis accepted meanwhile keeps the customer.
    if (await eraseWithEvents(services, projectId, id, (held) => isPastRetention(held, now, projectId, id)))
      erased += 1;
  }
  return erased;
}

/** Removes what is older than a moment, some at a time, so that no transaction holds many rows. */
async function removeOld(
  { database, now }: Services,
  ageMs: number,
  remove: (db: Queryable, before: Date, limit: number) => Promise<number>,
): Promise<void> {
  const before = new Date(now().getTime() - ageMs);
  for (let round = 0; round < REMOVALS_MAX; round += 1) {
    if ((await remove(database, before, REMOVED_CHUNK)) < REMOVED_CHUNK) return;
  }
}

/** Forgets earlier states of transactions that no listing can ask for any more; an hour is left for pages under way. */
export async function forgetPastTransactions({ database, now }: Services): Promise<void> {
  await deletePastBefore(database, new Date(now().getTime() - (LISTING_HOURS + 1) * HOUR_MS));
}

/** How long what operation leaves behind is kept. */
export interface HouseRules {
  /** Hours that an analysis waits for its bank details. */
  readonly analysisTimeoutHours: number;
  /** Days that events are kept once no try will follow; null for ever. */
  readonly eventRetentionDays: number | null;
  /** Days that entries of the access log are kept; null for ever. */
  readonly auditRetentionDays: number | null;
}

/** Everything that has to be looked after now and then, by any one worker. */
export async function keepHouse(services: Services, rules: HouseRules): Promise<void> {
  const { analysisTimeoutHours, eventRetentionDays, auditRetentionDays } = rules;
  await expireWaitingAnalyses(services, analysisTimeoutHours);
  await eraseCustomersPastRetention(services);
  await removeOld(services, ANSWER_HOURS * HOUR_MS, deleteAnswersBefore);
  // The analysis that a code was for has ended by then.
  await removeOld(services, analysisTimeoutHours * HOUR_MS, dropCodesBefore);
  if (eventRetentionDays !== null) await removeOld(services, eventRetentionDays * DAY_MS, deleteSettledEventsBefore);
  if (auditRetentionDays !== null) await removeOld(services, auditRetentionDays * DAY_MS, deleteAuditEntriesBefore);
  await endOverdueConsents(services);
  await forgetPastTransactions(services);
  await measureAllDrift(services);
}
