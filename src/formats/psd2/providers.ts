import { abnAmro } from './abnamro.js';
import type { Psd2Bank } from './bank.js';
import { bunq } from './bunq.js';
import { ing } from './ing.js';
import { kbc } from './kbc.js';
import { knab } from './knab.js';
import { rabobank } from './rabobank.js';
import { bbva } from './redsys.js';
import { revolut } from './revolut.js';
import { sandbox } from './sandbox.js';
import { creditAgricole, lcl } from './stet.js';
import { triodos } from './triodos.js';
import { vanLanschot } from './van-lanschot.js';
import { asn, regioBank, sns } from './volksbank.js';

/** The banks of contract B's table, in its order. */
export const CONTRACT_PROVIDERS: readonly Psd2Bank[] = [
  sandbox,
  abnAmro,
  rabobank,
  ing,
  knab,
  sns,
  asn,
  regioBank,
  bunq,
  vanLanschot,
  triodos,
  revolut,
];

/** Banks of other countries whose answers are read too. */
const OTHER_PROVIDERS: readonly Psd2Bank[] = [kbc, bbva, creditAgricole, lcl];

/** Every bank whose PSD2 answers are read. */
export const PROVIDERS: readonly Psd2Bank[] = [...CONTRACT_PROVIDERS, ...OTHER_PROVIDERS];

const BY_KEY: ReadonlyMap<string, Psd2Bank> = new Map(PROVIDERS.map((bank) => [bank.providerKey, bank]));

/** The bank of a BIC, in any case and with or without a branch; null for one that is not read. */
export function providerOf(bic: string): Psd2Bank | null {
  return BY_KEY.get(bic.trim().toUpperCase().slice(0, 8)) ?? null;
}
