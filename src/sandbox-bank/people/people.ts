import { CIVIL_SERVANT } from './civil-servant.js';
import { COMPANY } from './company.js';
import { COUPLE } from './couple.js';
import { DIVORCED_PARENT } from './divorced-parent.js';
import { EMPLOYEE } from './employee.js';
import { FREELANCER } from './freelancer.js';
import { GAMBLER } from './gambler.js';
import { INDEBTED } from './indebted.js';
import { PENSIONER } from './pensioner.js';
import type { Person } from './person.js';
import { STUDENT } from './student.js';
import { UNEMPLOYED } from './unemployed.js';

/** Everyone who banks at the simulated bank, in the order of the login page. All are invented. */
export const PEOPLE: readonly Person[] = [
  EMPLOYEE,
  CIVIL_SERVANT,
  UNEMPLOYED,
  PENSIONER,
  DIVORCED_PARENT,
  STUDENT,
  GAMBLER,
  INDEBTED,
  FREELANCER,
  COMPANY,
  COUPLE,
];

const BY_ID: ReadonlyMap<string, Person> = new Map(PEOPLE.map((person) => [person.id, person]));

/** The person of a login name, in any case; null when nobody has it. */
export function personOf(id: string): Person | null {
  return BY_ID.get(id.trim().toLowerCase()) ?? null;
}
