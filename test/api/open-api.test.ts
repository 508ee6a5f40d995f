import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openApiText } from '../../src/api/open-api.js';
import { ERRORS } from '../../src/domain/errors.js';
import { type AppUnderTest, appUnderTest } from '../app-under-test.js';

let saldo: AppUnderTest;
beforeAll(async () => {
  saldo = await appUnderTest();
});
afterAll(() => saldo.close());

it('openapi/algoan.json is what the routes say; if not, run node scripts/openapi.mjs', () => {
  const committed = readFileSync(new URL('../../openapi/algoan.json', import.meta.url), 'utf8');
  expect(openApiText(saldo.app) === committed).toBe(true);
});

it('its error codes are those of the registry, and every reference leads somewhere', () => {
  const text = openApiText(saldo.app);
  const { components } = JSON.parse(text);
  expect(components.schemas.Error.properties.code.enum).toEqual(Object.keys(ERRORS));
  const references = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
  expect(references.length).toBeGreaterThan(50);
  expect(references.filter((name) => !(name && name in components.schemas))).toEqual([]);
});
