// Builds dist/ when it is older than src/: compiles TypeScript, copies what is not code, compiles the reference data.
import { cpSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installMissing, nodeBin, ROOT, run } from './install.mjs';

const STAMP = join(ROOT, 'dist', '.built');

function newestBelow(dir) {
  let newest = 0;
  for (const entry of readdirSync(dir, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) newest = Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs);
  }
  return newest;
}

function isFresh() {
  if (!existsSync(STAMP)) return false;
  const built = statSync(STAMP).mtimeMs;
  return newestBelow(join(ROOT, 'src')) < built && statSync(join(ROOT, 'package-lock.json')).mtimeMs < built;
}

async function compileReferenceData() {
  const { compileReference, COMPILED_FILE } = await import(pathToFileURL(join(ROOT, 'dist/reference/compile.js')).href);
  mkdirSync(join(ROOT, 'dist/reference'), { recursive: true });
  const compiled = compileReference(join(ROOT, 'src/reference'));
  writeFileSync(join(ROOT, 'dist/reference', COMPILED_FILE), JSON.stringify(compiled));
}

/** Brings dist/ up to date; does nothing when it already is. */
export async function build() {
  installMissing();
  if (isFresh()) return;
  const startedAt = new Date();
  console.error('building …');
  run(process.execPath, [nodeBin('tsc'), '-p', 'tsconfig.build.json']);
  cpSync(join(ROOT, 'src/store/migrations'), join(ROOT, 'dist/store/migrations'), { recursive: true });
  cpSync(join(ROOT, 'src/api/examples'), join(ROOT, 'dist/api/examples'), { recursive: true });
  await compileReferenceData();
  writeFileSync(STAMP, startedAt.toISOString());
}

if (process.argv[1] === import.meta.filename) await build();
