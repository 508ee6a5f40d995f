// Brings the outputs shown in README.md up to date: each block after `<!-- output of: COMMAND -->` is what the command prints,
// up to the number of lines given with `head N`. With --check: writes nothing, and fails when a block is not what is printed.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './install.mjs';

const FILE = join(ROOT, 'README.md');
const BLOCK = /<!-- output of: (.+?)(?: \| head (\d+))? -->\n```\n[\s\S]*?```/g;

function printed(command, lines) {
  const result = spawnSync('bash', ['-c', command], { cwd: ROOT, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`${command} ended with ${result.status}: ${result.stderr}`);
  const all = result.stdout.trimEnd().split('\n');
  const shown = lines === undefined ? all : all.slice(0, Number(lines));
  return [...shown, ...(shown.length < all.length ? ['…'] : [])].map((line) => line.trimEnd()).join('\n');
}

const readme = readFileSync(FILE, 'utf8');
const filled = readme.replace(BLOCK, (_, command, lines) => {
  const note = lines === undefined ? command : `${command} | head ${lines}`;
  return `<!-- output of: ${note} -->\n\`\`\`\n${printed(command, lines)}\n\`\`\``;
});
if (!process.argv.includes('--check')) writeFileSync(FILE, filled);
else if (filled !== readme) {
  console.error('README.md shows output that is no longer printed: run node scripts/readme.mjs');
  process.exit(1);
}
