import type { CalendarDate } from '../../domain/calendar-date.js';
import { clockText, shortDate } from '../generate/bank-time.js';
import { chanceOf, digits, oneOf } from '../generate/chance.js';
import { bicOf, creditorIdOf, ibanOf } from '../generate/iban.js';
import type { Way } from '../people/person.js';

/** A payment before the bank has words for it. */
export interface Payment {
  readonly way: Way;
  readonly who: string;
  /** The payer's own words, already filled in. */
  readonly text: string;
  readonly isIncoming: boolean;
  readonly day: CalendarDate;
  readonly secondOfDay: number;
  readonly city: string;
  /** Seed of what every payment has anew. */
  readonly seed: string;
  /** The other side's account where the tables settle it (own accounts); made from its name when null. */
  readonly otherIban: string | null;
  /** A direct debit that came back. */
  readonly isReturned?: boolean;
}

/** What the bank prints and tells about a payment. */
export interface Line {
  readonly text: string;
  readonly otherName: string | null;
  readonly otherIban: string | null;
  readonly creditorId: string | null;
  readonly mandateId: string | null;
}

const NO_MANDATE = { creditorId: null, mandateId: null };
const CARD_WAYS = ['Betaalpas', 'Betaalpas', 'Apple Pay', 'Google Pay'] as const;

/** The bank's words for a payment, in the manner of Dutch banks. */
export function lineOf(payment: Payment): Line {
  switch (payment.way) {
    case 'incasso':
    case 'incasso-once':
      return directDebitLine(payment);
    case 'card':
    case 'ecom':
    case 'cash':
    case 'deposit':
      return machineLine(payment);
    case 'ideal':
      return idealLine(payment);
    case 'tikkie':
      return tikkieLine(payment);
    case 'fee':
    case 'interest':
      return { text: payment.text, otherName: null, otherIban: null, ...NO_MANDATE };
    default:
      return transferLine(payment);
  }
}

function otherIbanOf({ otherIban, who }: Payment): string {
  return otherIban ?? ibanOf(who);
}

/** `SEPA Incasso algemeen doorlopend Incassant: … Naam: … Machtiging: … Omschrijving: … IBAN: …`. */
function directDebitLine(payment: Payment): Line {
  const { way, who, text, isReturned } = payment;
  const iban = otherIbanOf(payment);
  const creditorId = creditorIdOf(who);
  const mandateId = `MD${digits(chanceOf(`mandate ${who}`), 8)}`;
  const kind = `SEPA Incasso algemeen ${way === 'incasso' ? 'doorlopend' : 'eenmalig'}`;
  const lead = isReturned ? `Storno ${kind} Reden: Saldo ontoereikend` : kind;
  return {
    text: `${lead} Incassant: ${creditorId} Naam: ${who} Machtiging: ${mandateId} Omschrijving: ${text} IBAN: ${iban}`,
    otherName: who,
    otherIban: iban,
    creditorId,
    mandateId,
  };
}

function transferLine(payment: Payment): Line {
  const iban = otherIbanOf(payment);
  const kind = payment.way === 'standing' ? 'SEPA Periodieke overb.' : 'SEPA Overboeking';
  const said = payment.text === '' ? '' : ` Omschrijving: ${payment.text}`;
  return {
    text: `${kind} IBAN: ${iban} BIC: ${bicOf(iban)} Naam: ${payment.who}${said}`,
    otherName: payment.who,
    otherIban: iban,
    ...NO_MANDATE,
  };
}

/** The reference an iDEAL payment carries: when it was started and its number. */
function idealReference({ day, secondOfDay, seed }: Payment): string {
  const date = `${day.slice(8, 10)}-${day.slice(5, 7)}-${day.slice(0, 4)}`;
  return `${date} ${clockText(secondOfDay)} 0030${digits(chanceOf(`ideal ${seed}`), 12)}`;
}

function idealLine(payment: Payment): Line {
  // Web shops are paid through a provider, in whose account the money lands.
  const iban =
    payment.otherIban ?? ibanOf(payment.who, oneOf(chanceOf(`psp ${payment.who}`), ['ADYB', 'DEUT', 'CITI']));
  const { who, text } = payment;
  return {
    text: `SEPA iDEAL IBAN: ${iban} BIC: ${bicOf(iban)} Naam: ${who} Omschrijving: ${text} Kenmerk: ${idealReference(payment)}`,
    otherName: who,
    otherIban: iban,
    ...NO_MANDATE,
  };
}

function tikkieLine(payment: Payment): Line {
  const iban = ibanOf('AAB INZ TIKKIE', 'ABNA');
  const id = `0011${digits(chanceOf(`tikkie ${payment.seed}`), 8)}`;
  const { isIncoming, text, who } = payment;
  const lead = isIncoming ? 'SEPA Overboeking' : 'SEPA iDEAL';
  const said = isIncoming
    ? `Tikkie ID ${id}, ${text}, Van ${who}, ${ibanOf(who)}`
    : `Tikkie ID ${id}, ${text}, ${who}, ${ibanOf(who)} Kenmerk: ${idealReference(payment)}`;
  return {
    text: `${lead} IBAN: ${iban} BIC: ABNANL2A Naam: AAB INZ TIKKIE Omschrijving: ${said}`,
    otherName: 'AAB INZ TIKKIE',
    otherIban: iban,
    ...NO_MANDATE,
  };
}

/** Cards at terminals, web shops and cash machines: `BEA, Betaalpas Shop,PAS123 NR:1A2B3C, 30.05.26/09:02 PLACE`. */
function machineLine(payment: Payment): Line {
  const { way, who, day, secondOfDay, city, seed, isIncoming } = payment;
  const terminal = digits(chanceOf(`terminal ${who} ${city}`), 6);
  const at = `${shortDate(day)}/${clockText(secondOfDay)}`;
  const other = { otherName: who, otherIban: null, ...NO_MANDATE };
  const card = oneOf(chanceOf(`card ${seed}`), CARD_WAYS);
  if (way === 'cash') return { ...other, text: `GEA, Betaalpas ${who},PAS041 NR:${terminal}, ${at} ${city}` };
  if (way === 'deposit') return { ...other, text: `Storting Geldautomaat ${who},PAS041 NR:${terminal}, ${at} ${city}` };
  if (isIncoming) return { ...other, text: `Retour betaalautomaat ${who},PAS041 NR:${terminal}, ${at} ${city}` };
  if (way === 'ecom') return { ...other, text: `eCom, Betaalpas ${who},PAS041 NR:${terminal}, ${at} ${city}` };
  return { ...other, text: `BEA, ${card} ${who},PAS041 NR:${terminal}, ${at} ${city}` };
}
