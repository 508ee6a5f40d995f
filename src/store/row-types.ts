/** PostgreSQL's type numbers (pg_type.oid) whose JavaScript form we settle in one place. */
const INT8 = 20;
const DATE = 1082;
const TIMESTAMPTZ = 1184;

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error('a bigint of the database is outside the safe integers');
  return value;
}

/** `2026-03-01 12:00:00+00` as ISO 8601 in UTC with milliseconds. */
function isoInstant(text: string): string {
  return new Date(text).toISOString();
}

/**
 * How texts of the wire become values. The driver's own choices lose data: a DATE turned into a moment moves to another day in
 * other time zones, and a BIGINT stays a text.
 */
export const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [INT8]: safeInteger,
  [DATE]: (text) => text,
  [TIMESTAMPTZ]: isoInstant,
};
