import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const FILE_LINES_MAX = 300;
const FUNCTION_LINES_MAX = 60;
/** The category table is data in the shape of code: one row a category. */
const DATA_FILES = new Set(['src/domain/taxonomy/leaves.ts']);

function tracked(pattern: RegExp): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return listed.split('\n').filter((file) => pattern.test(file));
}

function textOf(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

const sources = tracked(/^(src|bench|scripts)\/.*\.(ts|js|mjs)$/);
const pure = sources.filter((file) => /^src\/(domain|engine)\//.test(file));

/** Functions longer than the limit, with where they start. */
function longFunctions(file: string): string[] {
  const source = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const from = source.getLineAndCharacterOfPosition(node.getStart()).line;
      const to = source.getLineAndCharacterOfPosition(node.getEnd()).line;
      if (to - from + 1 > FUNCTION_LINES_MAX) found.push(`${file}:${from + 1} has ${to - from + 1} lines`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('the house is tidy', () => {
  it('keeps files and functions short', () => {
    expect(sources.length).toBeGreaterThan(30);
    const long = sources
      .filter((file) => !DATA_FILES.has(file))
      .map((file) => ({ file, lines: textOf(file).split('\n').length - 1 }))
      .filter(({ lines }) => lines > FILE_LINES_MAX);
    expect(long).toEqual([]);
    expect(sources.flatMap(longFunctions)).toEqual([]);
  });

  it('describes every setting in docs/operations.md', () => {
    const named = sources.flatMap((file) => textOf(file).match(/(?<=')SALDO_[A-Z_]+(?=')/g) ?? []);
    const described = textOf('docs/operations.md');
    expect(named.length).toBeGreaterThan(10);
    expect([...new Set(named)].filter((name) => !described.includes(`\`${name}\``))).toEqual([]);
  });

  it('keeps clock, randomness, environment and input/output out of the engine', () => {
    const forbidden =
      /\bDate\.now\b|\bMath\.random\b|\bnew Date\(\s*\)|\bTemporal\.Now\b|\bperformance\.now\b|\bprocess\.|\bfetch\(|from 'node:/;
    expect(pure.filter((file) => forbidden.test(textOf(file)))).toEqual([]);
  });

  it('names no place where things are put because no name was found', () => {
    expect(tracked(/(^|\/)(utils?|helpers?|managers?|misc|common)(\.|\/)/i)).toEqual([]);
  });

  it('switches no check off', () => {
    const hushed = /\b(it|test|describe)\.(skip|only|todo)\(|@ts-ignore|@ts-nocheck|biome-ignore/;
    const own = 'test/tidy.test.ts';
    expect(
      tracked(/^(src|test|bench|scripts)\/.*\.(ts|tsx|js|mjs)$/).filter(
        (file) => file !== own && hushed.test(textOf(file)),
      ),
    ).toEqual([]);
  });
});
