import { type Context, createContext } from '../../src/context.js';
import type { EventName } from '../../src/domain/event.js';
import { DELIVER_EVENT } from '../../src/jobs/queue.js';
import { createClient } from '../../src/services/create-client.js';
import { createCustomer } from '../../src/services/customers.js';
import { deliverEvent } from '../../src/services/deliver-event.js';
import { type DeliverEventJob, emitEvent } from '../../src/services/emit-event.js';
import type { Services } from '../../src/services/services.js';
import type { Subscriber } from '../../src/services/subscriptions.js';
import type { MailSettings } from '../../src/webhooks/notify-by-mail.js';
import type { RetrySchedule } from '../../src/webhooks/retry-schedule.js';
import { parseAllowList } from '../../src/webhooks/target-guard.js';
import { configOn, freshStore } from '../app-under-test.js';

/** Services whose webhooks may reach this machine, with a service account to act for. */
export interface WebhooksUnderTest {
  readonly context: Context;
  readonly services: Services;
  /** A new service account, in a project of its own unless one is named. */
  newOwner(project?: string): Promise<Subscriber>;
  newCustomer(owner: Subscriber): Promise<string>;
  /** Emits an event in a transaction of its own; returns how many subscriptions will be told. */
  emit(owner: Subscriber, name: EventName, customerId: string | null): Promise<number>;
  /** Makes every try that is due, and those that follow within the time given. */
  drain(forMs?: number, services?: Services): Promise<void>;
  /** Faults that were told. */
  readonly faults: unknown[];
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1/32';

export async function webhooksUnderTest(
  schedule: RetrySchedule,
  mail: MailSettings | null = null,
): Promise<WebhooksUnderTest> {
  const { store, drop } = await freshStore();
  const webhookAllow = parseAllowList(LOOPBACK);
  if (webhookAllow === null) throw new Error('the allow list is not read');
  const config = { ...configOn(store), webhookAllow, webhookSchedule: schedule, mail };
  const context = await createContext(config, { withWorker: false });
  const { services } = context;
  const faults: unknown[] = [];
  let count = 0;
  return {
    context,
    services,
    faults,
    newOwner: async (project) => {
      count += 1;
      const wanted = { name: `c${count}`, project: project ?? `p${count}`, role: 'connector' as const };
      const { projectId, clientId } = await createClient(services, wanted);
      return { projectId, clientId };
    },
    newCustomer: async ({ projectId }) => {
      count += 1;
      return (await createCustomer(services, projectId, { customIdentifier: `customer ${count}` })).id;
    },
    emit: ({ projectId }, name, customerId) =>
      services.database.transaction((transaction) => {
        const payload = customerId === null ? { serviceAccountId: 'a' } : { customerId, analysisId: 'b' };
        return emitEvent(services, transaction, { projectId, name, customerId, payload });
      }),
    drain: (forMs = 0, using = services) => drain(using, forMs, (error) => faults.push(error)),
    close: async () => {
      await context.close();
      await drop();
    },
  };
}

async function drain(services: Services, forMs: number, onFault: (error: unknown) => void): Promise<void> {
  const deadline = Date.now() + forMs;
  for (;;) {
    const [job] = await services.queue.fetch<DeliverEventJob>(DELIVER_EVENT, 1);
    if (job) {
      await deliverEvent(services, job.data, onFault);
      await services.queue.complete(DELIVER_EVENT, job.id);
    } else if (Date.now() >= deadline) return;
    else await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
