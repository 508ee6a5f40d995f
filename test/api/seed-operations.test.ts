import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Json } from '../app-under-test.js';

/** An operation of contract A as its published page shows it: statuses, and the page's own samples. */
interface Sample {
  readonly method: string;
  readonly path: string;
  readonly statuses: readonly number[];
  readonly request?: Json;
  readonly response?: Json;
}

const read = (file: string): Json => JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'));
const SAMPLES: readonly Sample[] = read('test/data/seeds/contract-a-samples.json');
const { paths, components } = read('openapi/algoan.json');
const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });

/** A sample without its nulls: the page folds what stands deep and shows null there, which says nothing. */
function unfolded(value: Json): Json {
  if (Array.isArray(value)) return value.filter((item) => item !== null).map(unfolded);
  if (typeof value !== 'object' || value === null) return value;
  const known = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(known.map(([key, inner]) => [key, unfolded(inner)]));
}

/** Where a sample says what a schema does not: a key, a type, a value. That we always tell more is no fault. */
function faultsOf(schema: object, value: Json): string[] {
  const validate = ajv.compile({ ...schema, components });
  if (validate(unfolded(value))) return [];
  const faults = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'required');
  const told = ({ instancePath, message, params }: ErrorObject) =>
    `${instancePath} ${message} ${JSON.stringify(params)}`;
  return [...new Set(faults.map((fault) => told(fault).replace(/\/\d+\//g, '/*/')))];
}

describe('each operation of contract A’s page', () => {
  it('is one of 27', () => {
    expect(new Set(SAMPLES.map(({ method, path }) => `${method} ${path}`)).size).toBe(27);
  });

  it.each(SAMPLES)('$method $path is there, answers with its statuses and takes its samples', (sample) => {
    const operation = paths[sample.path]?.[sample.method.toLowerCase()];
    expect(Object.keys(operation?.responses ?? {}).map(Number)).toEqual(expect.arrayContaining([...sample.statuses]));
    if (sample.request !== undefined) {
      const [media] = Object.values<Json>(operation.requestBody.content);
      expect(faultsOf(media.schema, sample.request)).toEqual([]);
    }
    if (sample.response !== undefined) {
      const [media] = Object.values<Json>(operation.responses[sample.statuses[0] ?? 0].content);
      expect(faultsOf(media.schema, sample.response)).toEqual([]);
    }
  });
});
