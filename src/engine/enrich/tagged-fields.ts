/** What a description tells in its own labelled parts; null where there is no such part. */
export interface TaggedFields {
  readonly name: string | null;
  readonly remittance: string | null;
  readonly iban: string | null;
  readonly creditorId: string | null;
  readonly mandate: string | null;
}

const NONE: TaggedFields = Object.freeze({ name: null, remittance: null, iban: null, creditorId: null, mandate: null });

/**
 * Tags between slashes in one text: Dutch SEPA lines (`/TRTP/…/NAME/…/REMI/…`, ABN AMRO, Triodos). A tag of the second list
 * shows too that the text is tagged, but its value is not read (`/DE/`, `/MOTIF/`, `EMETTEUR/`, `LIB/`; BNP Paribas, Société
 * Générale).
 */
const PART_TAGS = new Set('TRTP CSID NAME MARF REMI IBAN BIC EREF ORDP BENM ID PURP'.split(' '));
const TELLING_TAGS = new Set(
  'TRTP CSID NAME MARF REMI IBAN BIC EREF DE MOTIF REF LIB MDT EMETTEUR BENEFICIAIRE'.split(' '),
);
const TAG_LENGTH_MAX = 12;
/** Labels before a colon (`Naam:`, `Omschrijving:`, `Incassant ID:`; ING, Rabobank), upper case, longer ones first. */
const LABELS = [
  'NAAM',
  'NAME',
  'OMSCHRIJVING',
  'IBAN',
  'BIC',
  'INCASSANT ID',
  'INCASSANT',
  'MANDAAT ID',
  'MACHTIGING ID',
  'KENMERK',
  'MACHTIGING',
  'PASVOLGNR',
  'DATUM/TIJD',
  'VALUTADATUM',
  'TERM',
  'DESCRIPTION',
];
const LABEL_LENGTH_MAX = Math.max(...LABELS.map((label) => label.length));
const FRENCH_FROM = /\/DE\s+(.+?)\s*(?=\/(?:MOTIF|REF|ID)\b|$)/;
const FRENCH_REASON = /\/MOTIF\s+(.+?)\s*(?=\/REF\b|$)/;
const WORD_CHARACTER = /\w/;
const CREDITOR_ID = /\b([A-Z]{2}\d{2}(?:ZZZ|[A-Z0-9]{3})[A-Z0-9]{5,28})\b/;

/** A tag or label found in a text: where it begins, and where its value does. */
interface Mark {
  readonly tag: string;
  readonly start: number;
  readonly valueStart: number;
}

/** Tags between slashes, whether their value is read or not; the slash behind a value's tag opens no other. */
function slashedMarks(description: string): Mark[] {
  const marks: Mark[] = [];
  let open = description.indexOf('/');
  while (open >= 0) {
    const close = description.indexOf('/', open + 1);
    if (close < 0) break;
    const tag = close - open - 1 <= TAG_LENGTH_MAX ? description.slice(open + 1, close) : '';
    const isPart = PART_TAGS.has(tag);
    if (isPart || TELLING_TAGS.has(tag)) marks.push({ tag, start: open, valueStart: close + 1 });
    open = isPart ? description.indexOf('/', close + 1) : close;
  }
  return marks;
}

function labelledMarks(description: string): Mark[] {
  const marks: Mark[] = [];
  for (let colon = description.indexOf(':'); colon >= 0; colon = description.indexOf(':', colon + 1)) {
    const before = description.slice(Math.max(0, colon - LABEL_LENGTH_MAX), colon).toUpperCase();
    const tag = LABELS.find((label) => before.endsWith(label));
    if (tag === undefined) continue;
    const start = colon - tag.length;
    if (start === 0 || !WORD_CHARACTER.test(description.charAt(start - 1))) {
      marks.push({ tag, start, valueStart: colon + 1 });
    }
  }
  return marks;
}

/** The text behind each mark up to the next; of a tag that comes twice the first. */
function partsOf(description: string, marks: readonly Mark[]): Map<string, string> {
  const parts = new Map<string, string>();
  marks.forEach(({ tag, valueStart }, index) => {
    if (!parts.has(tag)) parts.set(tag, description.slice(valueStart, marks[index + 1]?.start).trim());
  });
  return parts;
}

/** Reads the labelled parts of a description; free text gives nothing but a SEPA creditor identifier, if it holds one. */
export function readTaggedFields(description: string): TaggedFields {
  const creditor = description.includes('ZZZ') ? (CREDITOR_ID.exec(description)?.[1] ?? null) : null;
  const slashed = slashedMarks(description);
  if (slashed.some(({ tag }) => TELLING_TAGS.has(tag))) {
    const parts = partsOf(
      description,
      slashed.filter(({ tag }) => PART_TAGS.has(tag)),
    );
    return fieldsOf(
      { name: 'NAME', remittance: 'REMI', iban: 'IBAN', creditorId: 'CSID', mandate: 'MARF' },
      parts,
      creditor,
    );
  }
  const labelled = labelledMarks(description);
  if (labelled.length > 0) {
    const parts = partsOf(description, labelled);
    for (const [spelling, tag] of ABBREVIATED) {
      const value = parts.get(spelling);
      if (value && !parts.has(tag)) parts.set(tag, value);
    }
    return fieldsOf(
      { name: 'NAAM', remittance: 'OMSCHRIJVING', iban: 'IBAN', creditorId: 'INCASSANT', mandate: 'MACHTIGING' },
      parts,
      creditor,
    );
  }
  if (description.includes('/DE ')) {
    const name = FRENCH_FROM.exec(description)?.[1] ?? null;
    return { ...NONE, name, remittance: FRENCH_REASON.exec(description)?.[1] ?? null, creditorId: creditor };
  }
  return creditor === null ? NONE : { ...NONE, creditorId: creditor };
}

/** Spellings of one label: [as some banks print it, as it is looked up]. */
const ABBREVIATED: readonly (readonly [string, string])[] = [
  ['NAME', 'NAAM'],
  ['DESCRIPTION', 'OMSCHRIJVING'],
  ['INCASSANT ID', 'INCASSANT'],
  ['MANDAAT ID', 'MACHTIGING'],
  ['MACHTIGING ID', 'MACHTIGING'],
];

function fieldsOf(
  tags: Readonly<Record<keyof TaggedFields, string>>,
  parts: ReadonlyMap<string, string>,
  creditorId: string | null,
): TaggedFields {
  const part = (tag: string) => parts.get(tag) || null;
  return {
    name: part(tags.name),
    remittance: part(tags.remittance),
    iban: part(tags.iban)?.replace(/\s/g, '').toUpperCase() ?? null,
    creditorId: part(tags.creditorId) ?? creditorId,
    mandate: part(tags.mandate),
  };
}
