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

it('the error codes of contract A are those of the registry', () => {
  const { components } = JSON.parse(openApiText(saldo.app, 'algoan'));
  expect(components.schemas.Error.properties.code.enum).toEqual(Object.keys(ERRORS));
});
