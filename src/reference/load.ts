import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CalendarDate } from '../domain/calendar-date.js';
import type { Reference, TextModel } from '../domain/reference.js';
import { COMPILED_FILE, type CompiledReference, compileReference } from './compile.js';

function parametersInForce(compiled: CompiledReference, asOf: CalendarDate): Record<string, number> {
  const inForce: Record<string, number> = {};
  for (const { name, values } of compiled.parameters) {
    const value = values.find(({ from }) => from <= asOf) ?? values.at(-1);
    if (value) inForce[name] = value.value;
  }
  return inForce;
}

/** The compiled data from the build, or compiled afresh from the YAML where there is no build (tests, development). */
export function readCompiled(dir: string = import.meta.dirname): CompiledReference {
  const file = join(dir, COMPILED_FILE);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as CompiledReference;
  return compileReference(dir);
}

/** The shipped text model; null where none has been trained. */
function textModelOf(compiled: CompiledReference): TextModel | null {
  const file = compiled.textModel;
  if (file === null) return null;
  const bytes = Uint8Array.from(atob(file.weights), (letter) => letter.charCodeAt(0));
  return { ...file, weights: new Int8Array(bytes.buffer) };
}

/** The reference data with the parameters in force on a day; frozen, as the engine takes it. */
export function referenceOn(compiled: CompiledReference, asOf: CalendarDate): Reference {
  return Object.freeze({
    hash: compiled.hash,
    parties: compiled.parties,
    phrases: compiled.phrases,
    purposeCodes: new Map(compiled.purposeCodes.map((code) => [code.code, code])),
    merchantCategoryCodes: new Map(compiled.merchantCategoryCodes.map((code) => [code.code, code])),
    rejectionReasonCodes: new Set(compiled.rejectionReasonCodes),
    textModel: textModelOf(compiled),
    scores: compiled.scores,
    noiseWords: new Set(compiled.noiseWords),
    givenNames: new Set(compiled.givenNames),
    legalForms: new Set(compiled.legalForms),
    remittanceMarkers: new Set(compiled.remittanceMarkers),
    countryCodes: new Set(compiled.countryCodes),
    currencies: compiled.currencies,
    parameters: Object.freeze(parametersInForce(compiled, asOf)),
  });
}
