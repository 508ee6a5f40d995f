/** What Saldo can tell a subscriber about, under the name that our code uses. */
export const EVENT_NAMES = [
  'aggregator_link_required',
  'bank_details_required',
  'bank_details_fetched',
  'analysis_completed',
  'service_account_created',
  'service_account_updated',
  'service_account_deleted',
] as const;
export type EventName = (typeof EVENT_NAMES)[number];

/** Contract A documents one event under a name that its published connectors do not use. */
const OTHER_SPELLINGS: Readonly<Record<string, EventName>> = { aggregation_link_required: 'aggregator_link_required' };

/** Every name that a subscription may ask for. */
export const EVENT_SPELLINGS: readonly string[] = [...EVENT_NAMES, ...Object.keys(OTHER_SPELLINGS)];

/** The names under which subscriptions may have asked for an event. */
export function spellingsOf(name: EventName): readonly string[] {
  return EVENT_SPELLINGS.filter((spelling) => (OTHER_SPELLINGS[spelling] ?? spelling) === name);
}

/**
 * How far an event has come. Ours: IN_PROGRESS until the first answer, ACK after a 2xx, ERROR, WARNING, CRITICAL as tries run
 * out. The subscriber's, after its own work: PROCESSED, FAILED, ERROR.
 */
export const EVENT_STATUSES = ['IN_PROGRESS', 'ACK', 'PROCESSED', 'FAILED', 'ERROR', 'WARNING', 'CRITICAL'] as const;
export type EventStatus = (typeof EVENT_STATUSES)[number];

/** Only ACTIVE subscriptions get events; INACTIVE is the subscriber's own pause, DISABLED also ours for a dead endpoint. */
export const SUBSCRIPTION_STATUSES = ['ACTIVE', 'INACTIVE', 'DISABLED'] as const;
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number];

/** Identifiers of what an event is about; never bank data, because it leaves the house and is kept in the delivery log. */
export type EventPayload = Readonly<Record<string, string>>;
