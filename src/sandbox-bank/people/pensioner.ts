import { CASH_MACHINES, CLOTHES, DRUGSTORES, FOOD_SHOPS, FUEL, HAIRDRESSERS, HOME_SHOPS, OUTINGS, RESTAURANTS, SUPERMARKETS } from '../words/shops.js';
import type { Person } from './person.js';

export const PENSIONER: Person = {
  id: 'wil-hendriks',
  name: 'Wil Hendriks',
  about: { nl: 'Gepensioneerd: AOW en pensioenfonds', en: 'Pensioner: state pension and pension fund' },
  city: 'APELDOORN',
  accounts: [
    { key: 'main', product: 'Privérekening', kind: 'CACC', usage: 'PRIV', owner: 'W.A.M. Hendriks', opening: 3120.8 },
    { key: 'savings', product: 'Spaarrekening', kind: 'SVGS', usage: 'PRIV', owner: 'W.A.M. Hendriks', opening: 26_400 },
  ],
  regular: [
    // income
    { account: 'main', way: 'transfer', who: 'Sociale Verzekeringsbank', text: 'AOW pensioen {month} {yyyy} {id9}', amount: 1558.19, yearly: 0.03, day: 23, weekend: 'before' },
    { account: 'main', way: 'transfer', who: 'Sociale Verzekeringsbank', text: 'AOW vakantiegeld {yyyy} {id9}', amount: 968.4, yearly: 0.03, day: 23, months: [5], weekend: 'before' },
    { account: 'main', way: 'transfer', who: 'Pensioenfonds Zorg en Welzijn', text: 'Pensioen {month} {yyyy} {id8}', amount: 1124.63, yearly: 0.02, day: 21, weekend: 'before' },
    { account: 'main', way: 'transfer', who: 'Belastingdienst Toeslagen', text: 'Zorgtoeslag {mm}-{yyyy} {id9}', amount: 38, day: 20, weekend: 'before' },
    // home
    { account: 'main', way: 'incasso', who: 'De Goede Woning', text: 'Huur {month} {yyyy} {id7}', amount: -712.25, yearly: 0.035, day: 1 },
    { account: 'main', way: 'incasso', who: 'Vattenfall Klantenservice N.V.', text: 'Termijnbedrag energie {month} {id8}', amount: -121, day: 6 },
    { account: 'main', way: 'incasso', who: 'Vitens N.V.', text: 'Waternota {month} klantnr {id8}', amount: -12.9, day: 12 },
    { account: 'main', way: 'incasso', who: 'KPN B.V.', text: 'Alles in 1 factuur {n9}', amount: -61.25, varies: 0.03, day: 22 },
    { account: 'main', way: 'incasso', who: 'Tribuut Belastingen', text: 'Gemeentelijke heffingen termijn {mm} {id8}', amount: -26.8, day: 28, months: [3, 4, 5, 6, 7, 8, 9, 10] },
    // insurance, giving, reading
    { account: 'main', way: 'incasso', who: 'CZ Zorgverzekeringen N.V.', text: 'Premie zorgverzekering {month} {id9}', amount: -174.3, yearly: 0.05, day: 1 },
    { account: 'main', way: 'incasso', who: 'DELA Coöperatie U.A.', text: 'Premie uitvaartverzekering {id8}', amount: -28.4, day: 5 },
    { account: 'main', way: 'incasso', who: 'Interpolis', text: 'Premie autoverzekering {month} polis {id8}', amount: -36.4, day: 4 },
    { account: 'main', way: 'incasso', who: 'Belastingdienst', text: 'Motorrijtuigenbelasting kenteken {id2}-TN-HB', amount: -41, day: 18 },
    { account: 'main', way: 'incasso', who: 'KWF Kankerbestrijding', text: 'Donatie {month} {id7}', amount: -10, day: 27 },
    { account: 'main', way: 'incasso', who: 'Nationale Postcode Loterij', text: 'Deelname loten {month} {id8}', amount: -31, day: 2 },
    { account: 'main', way: 'standing', who: 'Protestantse Gemeente Apeldoorn', text: 'Aktie Kerkbalans {yyyy}', amount: -25, day: 10 },
    { account: 'main', way: 'incasso', who: 'DPG Media B.V.', text: 'Abonnement de Stentor {month} {id8}', amount: -38.5, day: 9 },
    { account: 'main', way: 'standing', who: 'F. Hendriks', text: 'Verjaardag kleinkind', amount: -50, day: 14, months: [2, 6, 11] },
    { account: 'main', way: 'fee', who: '', text: 'Kosten Betaalpakket {month}', amount: -3.45, day: 4 },
    { account: 'main', way: 'standing', who: '', text: 'Naar spaarrekening', amount: -100, day: 25, to: 'savings' },
    { account: 'savings', way: 'interest', who: '', text: 'Creditrente spaarrekening {yyyy}', amount: 402.7, varies: 0.2, day: 1, months: [1] },
  ],
  habits: [
    { account: 'main', way: 'card', who: SUPERMARKETS, amount: [6, 72], perWeek: 3.5 },
    { account: 'main', way: 'card', who: FOOD_SHOPS, amount: [3, 28], perWeek: 2.5 },
    { account: 'main', way: 'card', who: DRUGSTORES, amount: [3, 34], perWeek: 1 },
    { account: 'main', way: 'card', who: RESTAURANTS, amount: [6, 64], perWeek: 1.2 },
    { account: 'main', way: 'card', who: FUEL, amount: [30, 70], perWeek: 0.4 },
    { account: 'main', way: 'card', who: CLOTHES, amount: [12, 80], perWeek: 0.3 },
    { account: 'main', way: 'card', who: HOME_SHOPS, amount: [4, 90], perWeek: 0.7 },
    { account: 'main', way: 'card', who: OUTINGS, amount: [9, 48], perWeek: 0.3 },
    { account: 'main', way: 'card', who: HAIRDRESSERS, amount: [28, 56], perWeek: 0.2, weekdays: [2, 3, 4, 5], step: 0.5 },
    { account: 'main', way: 'cash', who: CASH_MACHINES, amount: [50, 150], perWeek: 0.5, step: 10 },
  ],
  balances: [
    { account: 'main', over: 5200, under: 250, back: 2500, step: 100, surplus: { to: 'savings' }, lack: { to: 'savings' } },
    { account: 'savings', over: 48_000, under: 2000, back: 30_000, step: 1000, surplus: { way: 'transfer', who: 'F. Hendriks', text: 'Schenking' }, lack: { way: 'transfer', who: 'DEGIRO', text: 'Opname beleggingsrekening' } },
  ],
};
