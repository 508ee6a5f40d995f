import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { withExamples } from '../../src/api/open-api-examples.js';
import type { Json } from '../app-under-test.js';

interface Body {
  readonly place: string;
  readonly status: number | null;
  readonly media: Readonly<Record<string, { readonly schema: object; readonly example?: unknown }>>;
}

function documentOf(contract: string): Json {
  return JSON.parse(readFileSync(new URL(`../../openapi/${contract}.json`, import.meta.url), 'utf8'));
}

/** Every body that a contract describes: requests (without a status) and responses. */
function bodiesOf(contract: string): Body[] {
  const operations = Object.entries<Json>(documentOf(contract).paths).flatMap(([path, methods]) =>
    Object.entries<Json>(methods).map(([method, operation]) => ({
      place: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  );
  return operations.flatMap(({ place, operation }) => [
    ...(operation.requestBody ? [{ place, status: null, media: operation.requestBody.content }] : []),
    ...Object.entries<Json>(operation.responses)
      .filter(([, { content }]) => content !== undefined)
      .map(([status, { content }]) => ({ place, status: Number(status), media: content })),
  ]);
}

/** Checks an example against its schema with the contract's shared ones; formats that JSON Schema leaves open are not checked. */
function validator(contract: string): (schema: object, example: unknown) => string[] {
  const { components } = documentOf(contract);
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  return (schema, example) => {
    const validate = ajv.compile({ ...schema, components });
    return validate(example)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}

describe.each(['algoan', 'enablenow'])('the examples of %s', (contract) => {
  const bodies = bodiesOf(contract);
  const check = validator(contract);

  it('are there for every request and every answer, errors included', () => {
    expect(bodies.length).toBeGreaterThan(100);
    const missing = bodies.filter(({ media }) => Object.values(media).some(({ example }) => example === undefined));
    expect(missing.map(({ place, status }) => `${place} ${status}`)).toEqual([]);
  });

  it('are what their schemas describe', () => {
    const wrong = bodies.flatMap(({ place, status, media }) =>
      Object.values(media).flatMap(({ schema, example }) =>
        check(schema, example).map((fault) => `${place} ${status}: ${fault}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('tell errors with the status under which they stand', () => {
    const errors = bodies.filter(({ status }) => status !== null && status >= 400);
    const told = errors.flatMap(({ place, status, media }) =>
      Object.values<Json>(media).map(({ example }) => [place, status, example.status]),
    );
    expect(told.filter(([, status, stated]) => status !== stated)).toEqual([]);
  });

  it('are held against their schemas: a wrong one is found', () => {
    const listed = bodies.find(
      ({ place, status }) => /^GET .*users|^GET \/v2\/customers$/.test(place) && status === 200,
    );
    const schema = Object.values(listed?.media ?? {})[0]?.schema ?? {};
    expect(check(schema, { resources: [{ id: 1 }] }).length).toBeGreaterThan(0);
  });

  it('show no token and no secret of a running service', () => {
    const text = readFileSync(new URL(`../../openapi/${contract}.json`, import.meta.url), 'utf8');
    expect(
      [...text.matchAll(/"(?:access|refresh)_token": "([^"]*)"/g)].filter(
        ([, token]) => !token?.includes('not-a-real'),
      ),
    ).toEqual([]);
    expect([...text.matchAll(/ecret": "([^"]*)"/g)].filter(([, secret]) => secret !== 'not-a-real-secret')).toEqual([]);
    expect(text).not.toMatch(/token=(?!a-link-token)/);
  });
});

it('an error without an example of its own is shown as any of its status', () => {
  const response = { content: { 'application/json': { schema: {} } } };
  const document = { paths: { '/a': { get: { responses: { 200: response, 404: response, 500: response } } } } };
  const own = { responses: { 200: { id: 'x' }, 404: 'of this route' } };
  const shown: Json = withExamples(document, {
    operations: { 'GET /a': own },
    errors: { 404: 'of any', 500: 'of any' },
  });
  const { responses } = shown.paths['/a'].get;
  const examples = ['200', '404', '500'].map((status) => responses[status].content['application/json'].example);
  expect(examples).toEqual([{ id: 'x' }, 'of this route', 'of any']);
});
