import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import type { Json } from '../app-under-test.js';

export type JsonSchema = { readonly [key: string]: unknown };
export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** An operation as the description of a contract gives it. */
export interface Operation {
  readonly method: Method;
  readonly path: string;
  /** Null where it takes no JSON body. */
  readonly body: JsonSchema | null;
  readonly query: readonly { readonly name: string; readonly schema: JsonSchema }[];
  readonly needsToken: boolean;
}

interface Described {
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly schema: JsonSchema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> };
  readonly security?: unknown;
}

/** Every operation of a contract, from its committed description: a new route is walked without being named. */
export function operationsOf(contract: 'algoan' | 'enablenow'): Operation[] {
  const file = new URL(`../../openapi/${contract}.json`, import.meta.url);
  const { paths, components } = JSON.parse(readFileSync(file, 'utf8')) as {
    paths: Record<string, Record<string, Described>>;
    components: { schemas: Record<string, JsonSchema> };
  };
  const whole = (schema: JsonSchema): JsonSchema => {
    const name = /^#\/components\/schemas\/(\w+)$/.exec(String(schema['$ref'] ?? ''))?.[1];
    return (name && components.schemas[name]) || schema;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody, security }]) => {
      const schema = requestBody?.content['application/json']?.schema;
      return {
        method: method.toUpperCase() as Method,
        path,
        body: schema === undefined ? null : whole(schema),
        query: parameters.filter((parameter) => parameter.in === 'query'),
        needsToken: security !== undefined,
      };
    }),
  );
}

const TEXTS = [
  '1e400',
  '-0',
  '12.5',
  '2026-02-30',
  '99999-12-31',
  'NaN',
  '\u0000',
  '\ud83d',
  '%',
  '\u202e%00',
  "';--",
  'x'.repeat(5_000),
  '__proto__',
  '{"$in":[{}]}',
  '',
];

/** Anything but what is wanted: other types, numbers as text, huge and nested values, odd Unicode. */
export const HOSTILE: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom(...TEXTS),
  fc.constantFrom<unknown>(null, 0, -1, 1e308, true, [], {}, [[[[]]]]),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

/** Bodies in the shape of a schema in which any part may be hostile, missing or doubled by unknown ones. */
export function bodyOf(schema: JsonSchema, ids: readonly string[], depth = 0): fc.Arbitrary<unknown> {
  const properties = schema['properties'] as Record<string, JsonSchema> | undefined;
  if (properties === undefined || depth > 3) return fc.oneof(plausible(schema, ids, depth), HOSTILE);
  const parts = Object.fromEntries(
    Object.entries(properties).map(([name, part]) => [
      name,
      fc.option(bodyOf(part, ids, depth + 1), { nil: undefined }),
    ]),
  );
  return fc.oneof({ weight: 5, arbitrary: fc.record(parts) }, { weight: 1, arbitrary: HOSTILE });
}

/** What a schema may well take; ids are those of things that are there. */
function plausible(schema: JsonSchema, ids: readonly string[], depth = 0): fc.Arbitrary<unknown> {
  const { type, format, anyOf, items } = schema as {
    type?: string;
    format?: string;
    anyOf?: JsonSchema[];
    items?: JsonSchema;
  };
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  if (anyOf) return fc.oneof(...anyOf.map((one) => plausible(one, ids, depth)));
  if (type === 'array' && items && depth <= 4) return fc.array(bodyOf(items, ids, depth + 1), { maxLength: 3 });
  if (format === 'uuid' && ids.length > 0) return fc.constantFrom(...ids);
  if (type === 'string')
    return fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('2026-03-01', '2026-03-01T00:00:00Z', ...ids));
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer' || type === 'number') return fc.oneof(fc.integer(), fc.double());
  return HOSTILE;
}

/** A text as it stands in an address; half of a surrogate pair, which has no form there, becomes U+FFFD. */
export function inUrl(text: string): string {
  return encodeURIComponent(Buffer.from(text, 'utf8').toString('utf8'));
}

/** Query strings in the shape of an operation's parameters: hostile, missing, repeated, unknown. */
export function queryOf({ query }: Operation, ids: readonly string[]): fc.Arbitrary<string> {
  const value = fc.oneof(
    fc.constantFrom(...TEXTS, ...ids, 'ASC', '1', '0', '-1', '2026-03-01'),
    fc.string({ unit: 'binary', maxLength: 20 }),
  );
  const names = fc.constantFrom(...query.map(({ name }) => name), 'unknown', '__proto__', 'filter[a]');
  return fc
    .array(fc.tuple(names, value), { maxLength: 5 })
    .map((pairs) => pairs.map(([name, text]) => `${encodeURIComponent(name)}=${inUrl(text)}`).join('&'));
}

/** The value with one part of it, chosen by chance, replaced by something hostile. */
export function withOnePartHostile(value: object): fc.Arbitrary<object> {
  const places: string[][] = [];
  const walk = (part: unknown, place: string[]) => {
    if (place.length > 0) places.push(place);
    if (typeof part !== 'object' || part === null) return;
    for (const [key, inner] of Object.entries(part).slice(0, 30)) walk(inner, [...place, key]);
  };
  walk(value, []);
  return fc.tuple(fc.constantFrom(...places), HOSTILE).map(([place, hostile]) => {
    const copy: Json = structuredClone(value);
    const holder = place.slice(0, -1).reduce((part, key) => part[key], copy);
    holder[place.at(-1) ?? ''] = hostile;
    return copy;
  });
}

/** JSON text in which the first key stands twice. */
function withDoubledKey(text: string): string {
  return text.replace(/^\{"([^"\\]+)":/, '{"$1":{"other":[]},"$1":');
}

export interface HostileRequest {
  readonly method: Method;
  readonly url: string;
  readonly body?: unknown;
  readonly hasDoubledKey?: boolean;
}

export function sendHostile(
  app: FastifyInstance,
  token: string,
  { method, url, body, hasDoubledKey = false }: HostileRequest,
): Promise<LightMyRequestResponse> {
  const headers = { authorization: `Bearer ${token}` };
  if (body === undefined) return app.inject({ method, url, headers });
  const text = JSON.stringify(body) ?? 'null';
  return app.inject({
    method,
    url,
    headers: { ...headers, 'content-type': 'application/json' },
    payload: hasDoubledKey ? withDoubledKey(text) : text,
  });
}
