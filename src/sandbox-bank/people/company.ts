import { FUEL, PARKING, RESTAURANTS } from '../words/shops.js';
import type { Person } from './person.js';

const CLIENTS = ['Bouwgroep Van Rijn B.V.', 'VvE De Waterlelie', 'Stichting Zorgpark Oost', 'Hotel De Gouden Leeuw B.V.', 'Gemeente Deventer', 'Vastgoedbeheer IJssel B.V.', 'T. Achterberg', 'M. en P. Lammers'];
const SUPPLIERS = ['Technische Unie B.V.', 'Rensa B.V.', 'Wasco Groothandel B.V.', 'Plieger B.V.', 'Hilti Nederland B.V.'];

export const COMPANY: Person = {
  id: 'waterman-installaties',
  name: 'Waterman Installaties B.V.',
  about: { nl: 'Klein bedrijf (BV): personeel, leveranciers, btw', en: 'Small company: staff, suppliers, VAT' },
  city: 'DEVENTER',
  kvkNumber: '90123457',
  accounts: [
    { key: 'main', product: 'Zakelijke rekening', kind: 'CACC', usage: 'ORGA', owner: 'Waterman Installaties B.V.', opening: 21_400 },
    { key: 'savings', product: 'Zakelijke spaarrekening', kind: 'SVGS', usage: 'ORGA', owner: 'Waterman Installaties B.V.', opening: 35_000 },
  ],
  regular: [
    // revenue
    { account: 'main', way: 'transfer', who: 'Woonstichting Rentree', text: 'Betaling factuur {yyyy}{mm}1 onderhoud', amount: 9680, varies: 0.12, yearly: 0.04, day: 14 },
    { account: 'main', way: 'transfer', who: 'Bouwgroep Van Rijn B.V.', text: 'Factuur {n6} termijn project', amount: 14_520, varies: 0.25, yearly: 0.03, day: 22 },
    // staff
    { account: 'main', way: 'transfer', who: 'A. Waterman', text: 'Salaris {month} {yyyy}', amount: -3650, yearly: 0.03, day: 25, weekend: 'before' },
    { account: 'main', way: 'transfer', who: 'B. ten Have', text: 'Salaris {month} {yyyy}', amount: -2580.4, yearly: 0.035, day: 25, weekend: 'before' },
    { account: 'main', way: 'transfer', who: 'S. Ozturk', text: 'Salaris {month} {yyyy}', amount: -2412.15, yearly: 0.035, day: 25, weekend: 'before' },
    { account: 'main', way: 'transfer', who: 'B. ten Have', text: 'Vakantiegeld {yyyy}', amount: -1810, yearly: 0.035, day: 25, months: [5], weekend: 'before' },
    { account: 'main', way: 'transfer', who: 'S. Ozturk', text: 'Vakantiegeld {yyyy}', amount: -1705, yearly: 0.035, day: 25, months: [5], weekend: 'before' },
    { account: 'main', way: 'incasso', who: 'PMT Pensioenfonds Metaal en Techniek', text: 'Pensioenpremie {month} {id8}', amount: -1042.5, varies: 0.03, day: 20 },
    // tax
    { account: 'main', way: 'transfer', who: 'Belastingdienst', text: 'Loonheffingen {last-month} {id9}', amount: -3280, varies: 0.04, yearly: 0.03, day: 28 },
    { account: 'main', way: 'transfer', who: 'Belastingdienst', text: 'BTW aangifte {quarter}e kwartaal {yyyy} {id9}', amount: -7420, varies: 0.25, day: 29, months: [1, 4, 7, 10] },
    { account: 'main', way: 'transfer', who: 'Belastingdienst', text: 'Vennootschapsbelasting voorlopige aanslag {yyyy} {id9}', amount: -780, day: 30 },
    // premises, vans, insurance, loan
    { account: 'main', way: 'standing', who: 'Bedrijvenpark Bergweide B.V.', text: 'Huur bedrijfsruimte {month} {yyyy}', amount: -1694, yearly: 0.03, day: 1 },
    { account: 'main', way: 'incasso', who: 'Vattenfall Zakelijk', text: 'Termijnbedrag energie {month} {id8}', amount: -384, day: 6 },
    { account: 'main', way: 'incasso', who: 'KPN B.V.', text: 'Zakelijk internet en mobiel factuur {n9}', amount: -186.4, varies: 0.05, day: 22 },
    { account: 'main', way: 'incasso', who: 'Leaseplan Nederland N.V.', text: 'Lease bedrijfswagens {month} factuur {n8}', amount: -1240, day: 3 },
    { account: 'main', way: 'incasso', who: 'Interpolis Bedrijven', text: 'Premie bedrijfsverzekering {month} polis {id8}', amount: -318.6, day: 4 },
    { account: 'main', way: 'incasso', who: 'Qredits Microfinanciering', text: 'Aflossing zakelijke lening termijn {id8}', amount: -642.1, day: 1 },
    { account: 'main', way: 'incasso', who: 'Exact Software', text: 'Abonnement boekhouding {month} {n8}', amount: -74, day: 9 },
    { account: 'main', way: 'transfer', who: 'Administratiekantoor De Balans', text: 'Factuur administratie {quarter}e kwartaal', amount: -1089, day: 18, months: [2, 5, 8, 11] },
    { account: 'main', way: 'transfer', who: 'Kamer van Koophandel', text: 'Jaarlijkse bijdrage {yyyy} {id8}', amount: -50, day: 12, months: [3] },
    { account: 'main', way: 'fee', who: '', text: 'Kosten Zakelijk Betaalpakket {month}', amount: -24.9, varies: 0.15, day: 4 },
    { account: 'savings', way: 'interest', who: '', text: 'Creditrente spaarrekening {yyyy}', amount: 512.3, varies: 0.2, day: 1, months: [1] },
  ],
  habits: [
    { account: 'main', way: 'transfer', who: CLIENTS, text: ['Betaling factuur {n6}', 'Factuur {n6}', 'Factuurnr {n6} dank'], amount: [180, 6400], perWeek: 3.4, isIncome: true, weekdays: [1, 2, 3, 4, 5] },
    { account: 'main', way: 'transfer', who: SUPPLIERS, text: ['Factuur {n8} debiteur 40112', 'Betaling factuur {n8}'], amount: [60, 3900], perWeek: 3.6, weekdays: [1, 2, 3, 4, 5] },
    { account: 'main', way: 'card', who: ['Gamma Centrum', 'Praxis 118', 'Hornbach Deventer', 'Karwei 77'], amount: [8, 190], perWeek: 1.8, weekdays: [1, 2, 3, 4, 5], isReturned: 0.06 },
    { account: 'main', way: 'card', who: FUEL, amount: [55, 120], perWeek: 2.4, weekdays: [1, 2, 3, 4, 5] },
    { account: 'main', way: 'card', who: PARKING, amount: [3, 18], perWeek: 1.6, weekdays: [1, 2, 3, 4, 5] },
    { account: 'main', way: 'card', who: RESTAURANTS, amount: [9, 62], perWeek: 0.8, weekdays: [1, 2, 3, 4, 5] },
    { account: 'main', way: 'ideal', who: ['Coolblue Zakelijk', 'bol.com', 'PostNL', 'Staples'], text: ['Bestelling {n10}'], amount: [12, 240], perWeek: 0.7, isReturned: 0.08 },
    { account: 'main', way: 'incasso', who: ['PostNL Holding', 'Wolters Kluwer', 'Google Ireland Ltd'], text: ['Factuur {n8}'], amount: [15, 160], perWeek: 0.5, weekdays: [1, 2, 3, 4, 5] },
  ],
  balances: [
    { account: 'main', over: 48_000, under: 1500, back: 18_000, step: 1000, surplus: { to: 'savings' }, lack: { to: 'savings' } },
    { account: 'savings', over: 110_000, under: 5000, back: 60_000, step: 5000, surplus: { way: 'transfer', who: 'Waterman Holding B.V.', text: 'Dividend' }, lack: { way: 'transfer', who: 'Waterman Holding B.V.', text: 'Kapitaalstorting' } },
  ],
};
