import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CONTRACTS, openApiText } from '../../src/api/open-api.js';
import { ERRORS } from '../../src/domain/errors.js';
import { type AppUnderTest, appUnderTest } from '../app-under-test.js';

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

it('the error codes of contract A are those of the registry', () => {
  const { components } = JSON.parse(openApiText(saldo.app, 'algoan'));
  expect(components.schemas.Error.properties.code.enum).toEqual(Object.keys(ERRORS));
});
