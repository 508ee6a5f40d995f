import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, type CalendarDate, daysBetween, isCalendarDate } from '../domain/calendar-date.js';

/** Where a server answers and how to get in. */
export interface ExampleTarget {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples', 'personae');
const DATE_KEYS: ReadonlySet<string> = new Set(['balanceDate', 'debitedAt', 'bookedAt']);

interface ExampleFile {
  readonly accounts: readonly { readonly balanceDate: string }[];
}

/** Moves every bank date of a contract-A document by the same number of days. */
export function moveDates(value: unknown, days: number, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => moveDates(item, days, key));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, moveDates(inner, days, name)]));
  }
  if (typeof value === 'string' && DATE_KEYS.has(key)) {
    const day = value.slice(0, 10);
    if (isCalendarDate(day)) return addDays(day, days) + value.slice(10);
  }
  return value;
}

async function post(target: ExampleTarget, path: string, body: unknown, token: string): Promise<Response> {
  return fetch(`${target.baseUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
}

async function tokenOf({ baseUrl, clientId, clientSecret }: ExampleTarget): Promise<string> {
  const response = await fetch(`${baseUrl}/v2/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: clientId, client_secret: clientSecret, grant_type: 'client_credentials' }),
  });
  if (!response.ok) throw new Error(`the example client got no token: HTTP ${response.status}`);
  return ((await response.json()) as { access_token: string }).access_token;
}

/** Posts one example customer with its data moved so that the balance is of `today`; null when it is there already. */
async function loadOne(
  target: ExampleTarget,
  token: string,
  name: string,
  today: CalendarDate,
): Promise<string | null> {
  const document = JSON.parse(readFileSync(join(EXAMPLES, `${name}.json`), 'utf8')) as ExampleFile;
  const created = await post(target, '/v2/customers', { customIdentifier: name }, token);
  if (created.status === 422) return null;
  if (!created.ok) throw new Error(`customer ${name} was refused: HTTP ${created.status}`);
  const { id } = (await created.json()) as { id: string };
  const balanceDate = (document.accounts[0]?.balanceDate ?? today).slice(0, 10) as CalendarDate;
  const moved = moveDates(document, daysBetween(balanceDate, today)) as ExampleFile;
  const analysis = await post(
    target,
    `/v2/customers/${id}/analyses`,
    { format: 'ALGOAN', accounts: moved.accounts },
    token,
  );
  if (!analysis.ok) throw new Error(`the analysis of ${name} was refused: HTTP ${analysis.status}`);
  return id;
}

/** Names of the example customers in contract-A form. */
export function exampleNames(): string[] {
  return readdirSync(EXAMPLES)
    .filter((file) => /^[^.]+\.json$/.test(file))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
}

/** Loads the example customers through the API of a running server, as any client would; returns the ids of those created. */
export async function loadExamples(
  target: ExampleTarget,
  today: CalendarDate,
): Promise<{ name: string; id: string }[]> {
  const token = await tokenOf(target);
  const loaded: { name: string; id: string }[] = [];
  for (const name of exampleNames()) {
    const id = await loadOne(target, token, name, today);
    if (id !== null) loaded.push({ name, id });
  }
  return loaded;
}
