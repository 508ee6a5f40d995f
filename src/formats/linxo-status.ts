import { decorativeText, type JsonObject } from './fields.js';

/** Statuses of records whose money never moved. */
const NEVER_MOVED = new Set(['REJECTED', 'CANCELLED', 'EXPIRED']);

/** What Linxo's APIs say of a transaction, in upper case; null where they say nothing, which means booked. */
export function linxoStatusOf(record: JsonObject): string | null {
  return decorativeText(record, 'status')?.toUpperCase() ?? null;
}

/** Whether a transaction of this status never moved money. */
export function hasNeverMoved(status: string | null): boolean {
  return status !== null && NEVER_MOVED.has(status);
}
