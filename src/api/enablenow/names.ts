import type { FastifyInstance } from 'fastify';
import { ORDER_COLUMNS } from '../../services/list-transactions.js';

/** Every name that requests of contract B carry, as the routes spell it. */
const NAMES = [
  'accountId',
  'accountIds',
  'analysisJobIds',
  'consentId',
  'consentIds',
  'countryCode',
  'dateFrom',
  'dateTo',
  'engine',
  'externalUserId',
  'fromDate',
  'input',
  'internal_ibans',
  'kvk_number',
  'metadata',
  'orderBy',
  'orderDirection',
  'page',
  'pageSize',
  'pageToken',
  'profile',
  'providerKey',
  'redirectUrl',
  'reference',
  'size',
  'status',
  'syncMode',
  'toDate',
  'userId',
  'userIds',
] as const;

const BY_LOWER_CASE: ReadonlyMap<string, string> = new Map(NAMES.map((name) => [name.toLowerCase(), name]));
const ORDERS: ReadonlyMap<string, string> = new Map(ORDER_COLUMNS.map((name) => [name.toLowerCase(), name]));

/** Names whose values are words of the contract, taken in any letter case. */
const WORDS: readonly string[] = [
  'countryCode',
  'engine',
  'orderDirection',
  'profile',
  'providerKey',
  'status',
  'syncMode',
];

function spelledValue(name: string, value: unknown): unknown {
  if (typeof value !== 'string') return spelled(value);
  if (name === 'orderBy') return ORDERS.get(value.toLowerCase()) ?? value;
  return WORDS.includes(name) ? value.toUpperCase() : value;
}

/** The same request in the routes' own spelling; names that are not the contract's stay as they are. */
export function spelled(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value;
  // No prototype, so that a member named __proto__ is a member like any other.
  const result: Record<string, unknown> = Object.create(null);
  for (const [given, inner] of Object.entries(value)) {
    const name = BY_LOWER_CASE.get(given.toLowerCase()) ?? given;
    result[name] = spelledValue(name, inner);
  }
  return { ...result };
}

/** Lets clients write names and words of the contract in any letter case, in bodies and queries alike. */
export function takeAnyCase(app: FastifyInstance): void {
  app.addHook('preValidation', async (request) => {
    request.body = spelled(request.body);
    request.query = spelled(request.query);
  });
}
