import { CASH_MACHINES, CLOTHES, DRUGSTORES, FOOD_SHOPS, FRIENDS, FUEL, HOME_SHOPS, OUTINGS, RESTAURANTS, SUPERMARKETS, TIKKIE_REASONS, TRAIN, WEB_SHOPS } from '../words/shops.js';
import type { Person } from './person.js';

export const COUPLE: Person = {
  id: 'peters-en-yilmaz',
  name: 'Iris Peters & Emre Yilmaz',
  about: { nl: 'Stel met twee betaalrekeningen en een spaarrekening', en: 'Couple with two current accounts and savings' },
  city: 'ARNHEM',
  accounts: [
    { key: 'joint', product: 'En/of-rekening', kind: 'CACC', usage: 'PRIV', owner: 'I. Peters en/of E. Yilmaz', opening: 1840.2 },
    { key: 'own', product: 'Privérekening', kind: 'CACC', usage: 'PRIV', owner: 'I. Peters', opening: 760.9 },
    { key: 'savings', product: 'Spaarrekening', kind: 'SVGS', usage: 'PRIV', owner: 'I. Peters en/of E. Yilmaz', opening: 9600 },
  ],
  regular: [
    // income
    { account: 'own', way: 'transfer', who: 'Rijnstate Ziekenhuis', text: 'Salaris {month} {yyyy} pers.nr {id6}', amount: 2841.6, yearly: 0.04, day: 23, weekend: 'before' },
    { account: 'own', way: 'transfer', who: 'Rijnstate Ziekenhuis', text: 'Vakantiegeld {yyyy}', amount: 2010.4, yearly: 0.04, day: 23, months: [5], weekend: 'before' },
    { account: 'own', way: 'transfer', who: 'Rijnstate Ziekenhuis', text: 'Eindejaarsuitkering {yyyy}', amount: 2240, yearly: 0.04, day: 18, months: [12], weekend: 'before' },
    { account: 'joint', way: 'transfer', who: 'Koninklijke Burgers B.V.', text: 'Salaris {month} {yyyy} {id5}', amount: 2406.9, yearly: 0.035, day: 26, weekend: 'before' },
    { account: 'joint', way: 'transfer', who: 'Koninklijke Burgers B.V.', text: 'Vakantiegeld {yyyy} {id5}', amount: 1702.3, yearly: 0.035, day: 26, months: [5], weekend: 'before' },
    // between own accounts
    { account: 'own', way: 'standing', who: '', text: 'Bijdrage huishouden {month}', amount: -1500, day: 25, to: 'joint' },
    { account: 'joint', way: 'standing', who: '', text: 'Naar spaarrekening', amount: -250, day: 27, to: 'savings' },
    // home
    { account: 'joint', way: 'incasso', who: 'ING Bank Hypotheken', text: 'Hypotheek {month} {yyyy} leningnummer {id9}', amount: -1342.8, day: 1 },
    { account: 'joint', way: 'incasso', who: 'Vattenfall Klantenservice N.V.', text: 'Termijnbedrag energie {month} {id8}', amount: -172, day: 6 },
    { account: 'joint', way: 'incasso', who: 'Vitens N.V.', text: 'Waternota {month} klantnr {id8}', amount: -21.3, day: 12 },
    { account: 'joint', way: 'incasso', who: 'Ziggo B.V.', text: 'Internet en TV factuur {n9}', amount: -59.5, day: 8 },
    { account: 'joint', way: 'incasso', who: 'Gemeente Arnhem', text: 'Gemeentelijke belastingen termijn {mm} {id8}', amount: -78.4, day: 28, months: [3, 4, 5, 6, 7, 8, 9, 10] },
    { account: 'joint', way: 'incasso', who: 'Nationale-Nederlanden Schade', text: 'Premie woonverzekering {month} polis {id8}', amount: -34.6, day: 2 },
    { account: 'joint', way: 'incasso', who: 'VGZ Zorgverzekeraar NV', text: 'Premie zorgverzekering {month} {id9}', amount: -322.4, yearly: 0.05, day: 1 },
    { account: 'joint', way: 'incasso', who: 'Volkswagen Pon Financial Services', text: 'Autolening termijn {id9}', amount: -268.3, day: 5 },
    { account: 'joint', way: 'incasso', who: 'Centraal Beheer', text: 'Premie autoverzekering {month} {id8}', amount: -62.1, day: 3 },
    { account: 'joint', way: 'incasso', who: 'Belastingdienst', text: 'Motorrijtuigenbelasting kenteken K-{id3}-RJ', amount: -58, day: 18 },
    { account: 'own', way: 'incasso', who: 'Odido Netherlands B.V.', text: 'Mobiel abonnement factuur {n9}', amount: -24.5, varies: 0.06, day: 10 },
    { account: 'own', way: 'incasso', who: 'DUO', text: 'Aflossing studieschuld {month} {id9}', amount: -96.2, day: 27 },
    { account: 'own', way: 'incasso', who: 'SportCity BV', text: 'Lidmaatschap {month} {id7}', amount: -34.95, day: 1 },
    { account: 'joint', way: 'fee', who: '', text: 'Kosten Betaalpakket {month}', amount: -4.95, day: 4 },
    { account: 'savings', way: 'interest', who: '', text: 'Creditrente spaarrekening {yyyy}', amount: 148.2, varies: 0.2, day: 1, months: [1] },
  ],
  habits: [
    { account: 'joint', way: 'card', who: SUPERMARKETS, amount: [6, 128], perWeek: 4.4 },
    { account: 'joint', way: 'card', who: FOOD_SHOPS, amount: [3, 30], perWeek: 1.6 },
    { account: 'joint', way: 'card', who: FUEL, amount: [35, 88], perWeek: 0.8 },
    { account: 'joint', way: 'card', who: HOME_SHOPS, amount: [4, 140], perWeek: 0.9 },
    { account: 'joint', way: 'card', who: OUTINGS, amount: [12, 80], perWeek: 0.4, weekdays: [6, 7] },
    { account: 'joint', way: 'ideal', who: WEB_SHOPS, text: ['Bestelling {n10}'], amount: [12, 150], perWeek: 0.8, isReturned: 0.18 },
    { account: 'own', way: 'card', who: RESTAURANTS, amount: [4, 56], perWeek: 1.4 },
    { account: 'own', way: 'card', who: CLOTHES, amount: [10, 105], perWeek: 0.5 },
    { account: 'own', way: 'card', who: DRUGSTORES, amount: [3, 30], perWeek: 0.7 },
    { account: 'own', way: 'card', who: TRAIN, amount: [3, 24], perWeek: 1.6, weekdays: [1, 2, 3, 4, 5] },
    { account: 'own', way: 'tikkie', who: FRIENDS, text: TIKKIE_REASONS, amount: [4, 36], perWeek: 0.7, step: 0.05 },
    { account: 'own', way: 'cash', who: CASH_MACHINES, amount: [20, 70], perWeek: 0.2, step: 10 },
  ],
  balances: [
    { account: 'own', over: 3600, under: 40, back: 1200, step: 50, surplus: { to: 'joint' }, lack: { to: 'joint' } },
    { account: 'joint', over: 5600, under: 100, back: 2000, step: 100, surplus: { to: 'savings' }, lack: { to: 'savings' } },
    { account: 'savings', over: 36_000, under: 1000, back: 16_000, step: 1000, surplus: { way: 'transfer', who: 'ING Bank Hypotheken', text: 'Extra aflossing hypotheek' }, lack: { way: 'transfer', who: 'G. Peters', text: 'Schenking' } },
  ],
};
