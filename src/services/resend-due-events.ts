import { takeOverdueEvents } from '../store/due-events.js';
import { enqueueTries } from './emit-event.js';
import type { Services } from './services.js';

/** A try this late has lost its job: a worker looks for jobs every few seconds. */
const GRACE_SECONDS = 120;
/** Events a look takes at most, so that its transaction stays short; the next look takes the others. */
const BATCH = 500;

/**
 * Finds events whose try should have been made long ago (their job was lost, or they were too many to queue at once) and
 * queues it again. Returns how many. Several workers may look at the same time.
 */
export async function resendDueEvents({ database, queue }: Services): Promise<number> {
  const events = await database.transaction(async (transaction) => {
    const overdue = await takeOverdueEvents(transaction, GRACE_SECONDS, BATCH);
    for (const { projectId, id } of overdue) await enqueueTries(queue, transaction, projectId, [id]);
    return overdue;
  });
  return events.length;
}
