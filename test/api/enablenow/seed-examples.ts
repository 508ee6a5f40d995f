import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../app-under-test.js';

const FOLDER = join(import.meta.dirname, '..', '..', 'data', 'seeds');

/** The JSON examples of a published page, in order; the `...` that stand for more of the same are left out. */
export function examplesIn(file: string): Json[] {
  const examples: Json[] = [];
  let open: string[] = [];
  let depth = 0;
  for (const line of readFileSync(join(FOLDER, file), 'utf8').split('\n')) {
    if (open.length === 0 && !/^[[{]\s*$/.test(line)) continue;
    if (line.trim() !== '...') open.push(line);
    const outside = line.replace(/"[^"]*"/g, '');
    depth += (outside.match(/[[{]/g) ?? []).length - (outside.match(/[\]}]/g) ?? []).length;
    if (depth > 0) continue;
    examples.push(JSON.parse(open.join('\n').replace(/,(\s*[\]}])/g, '$1')));
    open = [];
  }
  return examples;
}

/** The items of a list as one value with the keys of all of them. */
function merged(items: readonly Json[]): Json {
  const objects = items.filter((item) => typeof item === 'object' && item !== null);
  return objects.length === 0 ? null : Object.assign({}, ...objects);
}

/**
 * Where the keys of two values differ, however deep: `$.a.b is missing` or `$.a.c is more`. Lists are compared by the keys
 * of all their items. What is null or an empty list on one side says nothing of what would be in it.
 */
export function keyDifferences(ours: Json, theirs: Json, path = '$'): string[] {
  if (Array.isArray(ours) && Array.isArray(theirs)) return keyDifferences(merged(ours), merged(theirs), `${path}[]`);
  const isObject = (value: Json) => typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject(ours) || !isObject(theirs)) {
    const bothSay = ours !== null && theirs !== null;
    return bothSay && typeof ours !== typeof theirs ? [`${path} is of another type`] : [];
  }
  const keys = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].sort();
  return keys.flatMap((key) => {
    if (!(key in ours)) return [`${path}.${key} is missing`];
    if (!(key in theirs)) return [`${path}.${key} is more`];
    return keyDifferences(ours[key], theirs[key], `${path}.${key}`);
  });
}
