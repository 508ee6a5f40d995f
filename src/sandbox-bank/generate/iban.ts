import { chanceOf, digits } from './chance.js';

/** The bank code of the simulated bank in its IBANs. No bank of the Netherlands has it. */
export const OWN_BANK_CODE = 'ENAB';

/** BICs of the banks at which counterparties hold their accounts, by the bank code of Dutch IBANs. */
const BICS: Readonly<Record<string, string>> = {
  ENAB: 'ENABNL2A',
  ABNA: 'ABNANL2A',
  RABO: 'RABONL2U',
  INGB: 'INGBNL2A',
  SNSB: 'SNSBNL2A',
  TRIO: 'TRIONL2U',
  BUNQ: 'BUNQNL2A',
  KNAB: 'KNABNL2H',
  DEUT: 'DEUTNL2A',
  CITI: 'CITINL2X',
  ADYB: 'ADYBNL2A',
  BNGH: 'BNGHNL2G',
};

/** Bank codes a counterparty may be given when its row names none; weighed by how often one meets them. */
const USUAL_CODES = ['INGB', 'INGB', 'RABO', 'RABO', 'ABNA', 'ABNA', 'SNSB', 'BUNQ', 'TRIO', 'KNAB'] as const;

/** ISO 13616: letters count from A = 10, the number modulo 97 with its check digits is 1. */
function checkDigits(bban: string, country: string): string {
  const digitsOnly = [...`${bban}${country}00`].map((sign) => Number.parseInt(sign, 36)).join('');
  const rest = [...digitsOnly].reduce((remainder, digit) => (remainder * 10 + Number(digit)) % 97, 0);
  return String(98 - rest).padStart(2, '0');
}

/**
 * The IBAN that belongs to a seed, with right check digits. The account number is made up and fails the eleven test of real
 * Dutch account numbers, so that it can belong to nobody.
 */
export function ibanOf(seed: string, bankCode?: string): string {
  const chance = chanceOf(`iban ${seed}`);
  const code = bankCode ?? USUAL_CODES[Math.floor(chance() * USUAL_CODES.length)] ?? 'INGB';
  const number = `0${digits(chance, 8)}`;
  const sum = [...number].reduce((total, digit, index) => total + Number(digit) * (number.length + 1 - index), 0);
  // The eleven test weighs ten digits from 10 down to 1; only one last digit in eleven would pass it.
  const last = [0, 1].find((digit) => (sum + digit) % 11 !== 0) ?? 1;
  const bban = `${code}${number}${last}`;
  return `NL${checkDigits(bban, 'NL')}${bban}`;
}

/** The BIC of a Dutch IBAN's bank; that of ING for one not in the table. */
export function bicOf(iban: string): string {
  return BICS[iban.slice(4, 8)] ?? 'INGBNL2A';
}

/** The SEPA creditor identifier that belongs to a seed, with right check digits (ISO 7064, without the business code). */
export function creditorIdOf(seed: string): string {
  const number = `${digits(chanceOf(`creditor ${seed}`), 8)}0000`;
  return `NL${checkDigits(number, 'NL')}ZZZ${number}`;
}
