import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTRACTS, openApiText } from '../../src/api/open-api.js';
import { ERRORS } from '../../src/domain/errors.js';
import { type AppUnderTest, appUnderTest } from '../app-under-test.js';
import { type Operation, operationsOf } from './hostile.js';

let saldo: AppUnderTest;
beforeAll(async () => {
  saldo = await appUnderTest();
});
afterAll(() => saldo.close());

it.each(CONTRACTS)('openapi/$name.json is what the routes say; if not, run node scripts/openapi.mjs', ({ name }) => {
  const committed = readFileSync(new URL(`../../openapi/${name}.json`, import.meta.url), 'utf8');
  expect(openApiText(saldo.app, name) === committed).toBe(true);
});

it.each(CONTRACTS)('every reference of $name leads somewhere', ({ name }) => {
  const text = openApiText(saldo.app, name);
  const { components } = JSON.parse(text);
  const references = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, schema]) => schema);
  expect(references.length).toBeGreaterThan(50);
  expect(references.filter((schema) => !(schema && schema in components.schemas))).toEqual([]);
});

it.each(CONTRACTS)('every error of $name says what it stands for', ({ name }) => {
  const { paths } = JSON.parse(openApiText(saldo.app, name)) as {
    paths: Record<string, Record<string, { responses: Record<string, { description: string }> }>>;
  };
  const responses = Object.values(paths).flatMap((methods) => Object.values(methods).map((one) => one.responses));
  const errors = responses.flatMap((one) => Object.entries(one).filter(([status]) => Number(status) >= 400));
  expect(errors.length).toBeGreaterThan(80);
  expect(errors.filter(([, { description }]) => !/^[A-Z].{15,}/.test(description))).toEqual([]);
});

describe.each(CONTRACTS)('what holds for every operation of $name', ({ name }) => {
  const operations = operationsOf(name).filter(({ needsToken }) => needsToken);
  const { paths } = JSON.parse(readFileSync(new URL(`../../openapi/${name}.json`, import.meta.url), 'utf8'));
  const described = ({ method, path }: Operation) => paths[path][method.toLowerCase()];

  it('a body of another type is refused with 415, as described', async () => {
    const token = await saldo.tokenFor('types', 'personal', 'operator');
    for (const operation of operations.filter(({ body }) => body !== null)) {
      const { statusCode } = await saldo.app.inject({
        method: operation.method,
        url: operation.path.replace(/\{\w+\}/g, 'x'),
        headers: { authorization: `Bearer ${token}`, 'content-type': 'text/xml' },
        payload: '<x/>',
      });
      expect([operation.path, statusCode]).toEqual([operation.path, 415]);
      expect(Object.keys(described(operation).responses)).toEqual(expect.arrayContaining(['413', '415']));
    }
  });

  it('a POST takes an Idempotency-Key and refuses one that is too long, as described', async () => {
    const token = await saldo.tokenFor('keys', 'personal', 'operator');
    const posts = operations.filter(({ method }) => method === 'POST');
    expect(posts.length).toBeGreaterThan(4);
    for (const operation of posts) {
      const { parameters, responses } = described(operation);
      const key = parameters.find((parameter: { name: string }) => parameter.name === 'Idempotency-Key');
      expect([operation.path, key?.schema.maxLength]).toEqual([operation.path, 255]);
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['409', '422']));
    }
    const response = await saldo.app.inject({
      method: 'POST',
      url: name === 'algoan' ? '/v2/customers' : '/cfa/users',
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': 'k'.repeat(256) },
      payload: { customIdentifier: 'a', externalUserId: 'a' },
    });
    expect([response.statusCode, response.body]).toEqual([400, expect.stringContaining('255')]);
  });
});

it('the error codes of contract A are those of the registry', () => {
  const { components } = JSON.parse(openApiText(saldo.app, 'algoan'));
  expect(components.schemas.Error.properties.code.enum).toEqual(Object.keys(ERRORS));
});
