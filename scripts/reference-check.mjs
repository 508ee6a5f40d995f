// Compiles the reference data and prints its faults, or how much there is of it.
import { register } from 'tsx/esm/api';

register();
const { compileReference } = await import('../src/reference/compile.ts');
try {
  const compiled = compileReference(new URL('../src/reference', import.meta.url).pathname);
  console.log(
    `${compiled.parties.length} parties, ${compiled.phrases.length} phrase rules, hash ${compiled.hash.slice(0, 12)}`,
  );
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
