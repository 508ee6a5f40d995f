import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { parse } from 'yaml';
import type { z } from 'zod';
import type { CodeMeaning, NamedParty, PhraseRule, Role } from '../domain/reference.js';
import type { ScoreReference } from '../domain/score.js';
import type { LeafId } from '../domain/taxonomy/taxonomy.js';
import { normaliseText } from '../domain/text.js';
import { compileScores } from './compile-scores.js';
import {
  codeFileSchema,
  codeListSchema,
  parameterSchema,
  partyFileSchema,
  phraseFileSchema,
  rolesSchema,
  wordListSchema,
} from './schema.js';

/** One number with the days from which each value holds, newest first. */
export interface DatedParameter {
  readonly name: string;
  readonly values: readonly { readonly from: string; readonly value: number }[];
}

/** The text model as `scripts/train-text-model.mjs` writes it: signed bytes in base64. */
export interface CompiledTextModel {
  readonly hash: string;
  readonly buckets: number;
  readonly classes: readonly LeafId[];
  readonly scale: number;
  readonly temperature: number;
  readonly weights: string;
}

/** The reference data as plain JSON: what the build writes and `load.ts` reads. */
export interface CompiledReference {
  readonly hash: string;
  readonly parties: readonly NamedParty[];
  readonly phrases: readonly PhraseRule[];
  readonly purposeCodes: readonly CodeMeaning[];
  readonly merchantCategoryCodes: readonly CodeMeaning[];
  readonly rejectionReasonCodes: readonly string[];
  readonly textModel: CompiledTextModel | null;
  /** Null only while a file of the scores is at fault. */
  readonly scores: ScoreReference | null;
  readonly noiseWords: readonly string[];
  readonly givenNames: readonly string[];
  readonly legalForms: readonly string[];
  readonly remittanceMarkers: readonly string[];
  readonly countryCodes: readonly string[];
  readonly currencies: readonly string[];
  readonly parameters: readonly DatedParameter[];
}

/** All faults of the reference data at once, each with its file, so that an author mends them in one go. */
export class ReferenceDataError extends Error {
  override readonly name = 'ReferenceDataError';
  constructor(readonly faults: readonly string[]) {
    super(`the reference data has ${faults.length} fault(s):\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

function yamlFilesBelow(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Normalises a pattern but keeps `#` (a word with a digit) and a final `*` (prefix). */
export function normalisePattern(pattern: string): string {
  const prefix = pattern.endsWith('*');
  const words = pattern.split('#').map(normaliseText).join(' # ').replace(/\s+/g, ' ').trim();
  return prefix ? `${words}*` : words;
}

class Compiler {
  readonly faults: string[] = [];
  private readonly texts: string[] = [];

  constructor(private readonly root: string) {}

  read<S extends z.ZodType>(file: string, schema: S): z.infer<S> | null {
    const name = relative(this.root, file);
    const text = this.readText(file);
    let data: unknown;
    try {
      data = parse(text);
    } catch (cause) {
      this.faults.push(`${name}: is not YAML: ${(cause as Error).message}`);
      return null;
    }
    const result = schema.safeParse(data);
    if (result.success) return result.data;
    for (const issue of result.error.issues) this.faults.push(`${name}: ${issue.path.join('.')}: ${issue.message}`);
    return null;
  }

  readAll<S extends z.ZodType>(folder: string, schema: S): { file: string; data: z.infer<S> }[] {
    return yamlFilesBelow(join(this.root, folder)).flatMap((file) => {
      const data = this.read(file, schema);
      return data === null ? [] : [{ file: relative(this.root, file), data }];
    });
  }

  readText(file: string): string {
    const text = readFileSync(file, 'utf8');
    this.texts.push(`${relative(this.root, file)}\n${text}`);
    return text;
  }

  /** Hash of all that was read, or of the files below some folders. */
  hash(below: readonly string[] = ['']): string {
    const texts = this.texts.filter((text) => below.some((folder) => text.startsWith(folder)));
    return bytesToHex(sha256(utf8ToBytes(texts.sort().join('\0'))));
  }
}

function compileParties(compiler: Compiler, roles: ReadonlyMap<string, Role>): NamedParty[] {
  const parties: NamedParty[] = [];
  const yielding: NamedParty[] = [];
  for (const { file, data } of compiler.readAll('parties', partyFileSchema)) {
    for (const entry of data.entries) {
      const role = roles.get(entry.role ?? data.role);
      if (!role) {
        compiler.faults.push(`${file}: ${entry.id}: role ${entry.role ?? data.role} is not in roles.yaml`);
        continue;
      }
      (data.yields ? yielding : parties).push({
        id: entry.id,
        name: entry.name,
        roleId: role.id,
        debit: entry.debit ?? role.debit,
        credit: entry.credit ?? role.credit,
        kind: entry.kind ?? role.counterpartyKind,
        rank: entry.rank ?? role.rank,
        countries: entry.countries ?? data.countries,
        match: [...new Set(entry.match.map(normalisePattern))],
        creditorIds: entry.creditorIds ?? [],
        needs: entry.needs ?? null,
      });
    }
  }
  return [...parties, ...withoutClaimed(yielding, parties)];
}

/**
 * Entries of bulk lists without the ids and spellings that others claim, and without those left with none. Bulk lists give
 * way to every other file, and to the bulk lists read before them.
 */
function withoutClaimed(yielding: readonly NamedParty[], parties: readonly NamedParty[]): NamedParty[] {
  const ids = new Set<string>();
  const claims = new Map<string, NamedParty[]>();
  const accept = (party: NamedParty) => {
    ids.add(party.id);
    for (const pattern of party.match) claims.set(pattern, [...(claims.get(pattern) ?? []), party]);
  };
  const isClaimed = (own: NamedParty, pattern: string) =>
    (claims.get(pattern) ?? []).some(
      (other) => other.countries.length === 0 || own.countries.length === 0 || overlaps(other, own),
    );
  parties.forEach(accept);
  const kept: NamedParty[] = [];
  for (const party of yielding) {
    const match = party.match.filter((pattern) => !isClaimed(party, pattern));
    if (ids.has(party.id) || match.length === 0) continue;
    accept({ ...party, match });
    kept.push({ ...party, match });
  }
  return kept;
}

/** Names too short or too common to stand for a party on any line. */
const SAFE_LETTERS_MIN = 2;

/** Two parties may share a spelling only in different countries. */
function checkParties(parties: readonly NamedParty[], faults: string[]): void {
  const ids = new Set<string>();
  const claims = new Map<string, NamedParty[]>();
  for (const party of parties) {
    if (ids.has(party.id)) faults.push(`parties: id ${party.id} stands twice`);
    ids.add(party.id);
    for (const pattern of party.match) {
      if (pattern.replace(/[^A-Z0-9]/g, '').length < SAFE_LETTERS_MIN) {
        faults.push(`parties: ${party.id}: "${pattern}" is too short to be safe`);
      }
      if (/^[^ ]{1,4}\*$/.test(pattern)) faults.push(`parties: ${party.id}: prefix "${pattern}" is below 5 letters`);
      const rivals = claims.get(pattern) ?? [];
      const rival = rivals.find((other) => overlaps(other, party));
      if (rival && rival.id !== party.id)
        faults.push(`parties: "${pattern}" is claimed by ${rival.id} and ${party.id}`);
      claims.set(pattern, [...rivals, party]);
    }
  }
}

function overlaps(a: NamedParty, b: NamedParty): boolean {
  if (a.countries.length === 0 || b.countries.length === 0) return a.countries.length === b.countries.length;
  return a.countries.some((country) => b.countries.includes(country));
}

function compilePhrases(compiler: Compiler): PhraseRule[] {
  const rules: PhraseRule[] = [];
  const ids = new Set<string>();
  for (const { file, data } of compiler.readAll('phrases', phraseFileSchema)) {
    for (const rule of data.rules) {
      if (ids.has(rule.id)) compiler.faults.push(`${file}: rule ${rule.id} stands twice`);
      if (!rule.type && !rule.category && !rule.signal) compiler.faults.push(`${file}: rule ${rule.id} tells nothing`);
      ids.add(rule.id);
      rules.push({
        id: rule.id,
        language: data.language,
        layer: data.layer,
        rank: rule.rank,
        any: rule.any.map(normalisePattern),
        all: rule.all.map((group) => group.map(normalisePattern)),
        none: rule.none.map(normalisePattern),
        at: rule.at,
        sign: rule.sign,
        type: rule.type ?? null,
        category: rule.category ?? null,
        categoryForLender: rule.categoryForLender ?? null,
        signal: rule.signal ?? null,
      });
    }
  }
  return rules;
}

function compileParameters(compiler: Compiler): DatedParameter[] {
  return compiler.readAll('parameters', parameterSchema).map(({ file, data }) => ({
    name: file
      .replace(/^parameters\//, '')
      .replace(/\.yaml$/, '')
      .replaceAll('/', '.'),
    values: Object.entries(data.values)
      .map(([from, { value }]) => ({ from, value }))
      .sort((a, b) => b.from.localeCompare(a.from)),
  }));
}

function compileTextModel(compiler: Compiler, root: string): CompiledTextModel | null {
  const file = join(root, 'models', 'text.json');
  return existsSync(file) ? (JSON.parse(compiler.readText(file)) as CompiledTextModel) : null;
}

function compileScoreFiles(compiler: Compiler, root: string): ScoreReference | null {
  const scores = compileScores({
    read: (name, schema) => compiler.read(join(root, name), schema),
    fault: (file, message) => compiler.faults.push(`${file}: ${message}`),
  });
  return scores === null ? null : { hash: compiler.hash(['scores/', 'models/credit', 'models/payment']), ...scores };
}

/** Reads, checks and joins all YAML below `root`; throws ReferenceDataError with every fault found. */
export function compileReference(root: string): CompiledReference {
  const compiler = new Compiler(root);
  const roles = new Map(
    (compiler.read(join(root, 'roles.yaml'), rolesSchema)?.roles ?? []).map((role) => [
      role.id,
      { id: role.id, counterpartyKind: role.kind, debit: role.debit, credit: role.credit, rank: role.rank },
    ]),
  );
  const parties = compileParties(compiler, roles);
  checkParties(parties, compiler.faults);
  const words = (name: string) =>
    compiler.read(join(root, 'words', name), wordListSchema)?.words.map(normaliseText) ?? [];
  const codes = (name: string) => compiler.read(join(root, 'codes', name), codeFileSchema)?.codes ?? [];
  const compiled = {
    parties,
    phrases: compilePhrases(compiler),
    purposeCodes: codes('purpose.yaml'),
    merchantCategoryCodes: codes('merchant-category.yaml'),
    rejectionReasonCodes: compiler.read(join(root, 'codes', 'rejection-reason.yaml'), codeListSchema)?.codes ?? [],
    textModel: compileTextModel(compiler, root),
    scores: compileScoreFiles(compiler, root),
    noiseWords: words('noise.yaml'),
    givenNames: words('given-names.yaml'),
    legalForms: words('legal-forms.yaml'),
    remittanceMarkers: words('remittance-markers.yaml'),
    countryCodes: words('country-codes.yaml'),
    currencies: compiler.read(join(root, 'codes', 'currency.yaml'), codeListSchema)?.codes ?? [],
    parameters: compileParameters(compiler),
  };
  if (compiler.faults.length > 0) throw new ReferenceDataError(compiler.faults);
  return { hash: compiler.hash(), ...compiled };
}

/** File name of the compiled data beside `load.js`. */
export const COMPILED_FILE = 'compiled.json';
