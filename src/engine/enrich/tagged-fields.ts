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
 * The labelled parts that banks write into one text. Dutch SEPA lines (`/TRTP/…/NAME/…/REMI/…`, ABN AMRO, Triodos), Dutch
 * labels (`Naam:`, `Omschrijving:`, `Incassant ID:`; ING, Rabobank), French slashes (`/DE … /MOTIF …`, `EMETTEUR/`, `LIB/`;
 * BNP Paribas, Société Générale).
 */
const SLASHED = /\/(TRTP|CSID|NAME|MARF|REMI|IBAN|BIC|EREF|DE|MOTIF|REF|LIB|MDT|EMETTEUR|BENEFICIAIRE)\//;
const SLASHED_PART =
  /\/?\s?\/(TRTP|CSID|NAME|MARF|REMI|IBAN|BIC|EREF|ORDP|BENM|ID|PURP)\/([\s\S]*?)(?=\/(?:TRTP|CSID|NAME|MARF|REMI|IBAN|BIC|EREF|ORDP|BENM|ID|PURP)\/|$)/g;
const LABELLED_PART =
  /\b(Naam|Name|Omschrijving|IBAN|BIC|Incassant ID|Incassant|Mandaat ID|Machtiging ID|Kenmerk|Machtiging|Pasvolgnr|Datum\/Tijd|Valutadatum|Term|Description):\s*([\s\S]*?)(?=\s*\b(?:Naam|Name|Omschrijving|IBAN|BIC|Incassant ID|Incassant|Mandaat ID|Machtiging ID|Kenmerk|Machtiging|Pasvolgnr|Datum\/Tijd|Valutadatum|Term|Description):|$)/gi;
const FRENCH_FROM = /\/DE\s+(.+?)\s*(?=\/(?:MOTIF|REF|ID)\b|$)/;
const FRENCH_REASON = /\/MOTIF\s+(.+?)\s*(?=\/REF\b|$)/;
const CREDITOR_ID = /\b([A-Z]{2}\d{2}(?:ZZZ|[A-Z0-9]{3})[A-Z0-9]{5,28})\b/;

function partsOf(description: string, pattern: RegExp): Map<string, string> {
  const parts = new Map<string, string>();
  for (const [, tag = '', value = ''] of description.matchAll(pattern)) {
    if (!parts.has(tag.toUpperCase())) parts.set(tag.toUpperCase(), value.trim());
  }
  return parts;
}

/** Reads the labelled parts of a description; free text gives nothing but a SEPA creditor identifier, if it holds one. */
export function readTaggedFields(description: string): TaggedFields {
  const creditor = description.includes('ZZZ') ? (CREDITOR_ID.exec(description)?.[1] ?? null) : null;
  if (SLASHED.test(description)) {
    const parts = partsOf(description, SLASHED_PART);
    return fieldsOf(
      { name: 'NAME', remittance: 'REMI', iban: 'IBAN', creditorId: 'CSID', mandate: 'MARF' },
      parts,
      creditor,
    );
  }
  if (description.includes(':')) {
    const parts = partsOf(description, LABELLED_PART);
    for (const [spelling, tag] of ABBREVIATED) {
      const value = parts.get(spelling);
      if (value && !parts.has(tag)) parts.set(tag, value);
    }
    if (parts.size > 0) {
      return fieldsOf(
        { name: 'NAAM', remittance: 'OMSCHRIJVING', iban: 'IBAN', creditorId: 'INCASSANT', mandate: 'MACHTIGING' },
        parts,
        creditor,
      );
    }
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
