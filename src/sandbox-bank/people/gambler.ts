import { BARS, BET_SHOPS, CASH_MACHINES, CRYPTO, FRIENDS, FUEL, RESTAURANTS, SUPERMARKETS, TAKE_AWAYS, TIKKIE_REASONS, WEB_SHOPS } from '../words/shops.js';
import type { Person } from './person.js';

export const GAMBLER: Person = {
  id: 'jeroen-kok',
  name: 'Jeroen Kok',
  about: { nl: 'Werknemer die gokt en crypto koopt', en: 'Employee who gambles and buys crypto' },
  city: 'ROTTERDAM',
  accounts: [
    { key: 'main', product: 'Privérekening', kind: 'CACC', usage: 'PRIV', owner: 'J. Kok', opening: 905.3 },
  ],
  regular: [
    // income
    { account: 'main', way: 'transfer', who: 'Maasstad Techniek B.V.', text: 'Salaris {month} {yyyy} {id5}', amount: 2912.7, yearly: 0.035, day: 25, weekend: 'before' },
    { account: 'main', way: 'transfer', who: 'Maasstad Techniek B.V.', text: 'Vakantiegeld {yyyy} {id5}', amount: 2041.1, yearly: 0.035, day: 25, months: [5], weekend: 'before' },
    // home
    { account: 'main', way: 'incasso', who: 'Vesteda Investment Management', text: 'Huur {month} {yyyy} contract {id7}', amount: -984.5, yearly: 0.045, day: 1 },
    { account: 'main', way: 'incasso', who: 'Budget Energie', text: 'Termijnbedrag energie {month} {id8}', amount: -124, day: 5 },
    { account: 'main', way: 'incasso', who: 'Evides Waterbedrijf', text: 'Waternota {month} {id8}', amount: -15.1, day: 11 },
    { account: 'main', way: 'incasso', who: 'Odido Netherlands B.V.', text: 'Internet en mobiel factuur {n9}', amount: -71.5, varies: 0.05, day: 10 },
    { account: 'main', way: 'incasso', who: 'Menzis Zorgverzekeraar N.V.', text: 'Premie zorgverzekering {month} {id9}', amount: -151.2, yearly: 0.05, day: 1 },
    { account: 'main', way: 'incasso', who: 'InShared', text: 'Premie autoverzekering {month} {id8}', amount: -72.6, day: 2 },
    { account: 'main', way: 'incasso', who: 'Belastingdienst', text: 'Motorrijtuigenbelasting kenteken G-{id3}-ZB', amount: -61, day: 18 },
    { account: 'main', way: 'incasso', who: 'Videoland', text: 'Abonnement {n8}', amount: -11.99, day: 15 },
    { account: 'main', way: 'incasso', who: 'Klarna Bank AB', text: 'Betaal in 3 termijn referentie {n9}', amount: -41.66, varies: 0.3, day: 16 },
    { account: 'main', way: 'fee', who: '', text: 'Kosten Betaalpakket {month}', amount: -3.45, day: 4 },
  ],
  habits: [
    { account: 'main', way: 'ideal', who: BET_SHOPS, text: ['Storting spelersaccount {n9}', 'Inzet {n9}', 'Storting {n9}'], amount: [10, 150], perWeek: 2.6, step: 5 },
    { account: 'main', way: 'transfer', who: BET_SHOPS, text: ['Uitbetaling winst {n9}'], amount: [20, 380], perWeek: 0.5, step: 5, isIncome: true },
    { account: 'main', way: 'ideal', who: CRYPTO, text: ['Aankoop {n10}', 'Storting {n10}'], amount: [25, 250], perWeek: 0.6, step: 25 },
    { account: 'main', way: 'transfer', who: CRYPTO, text: ['Opname {n10}'], amount: [50, 420], perWeek: 0.2, step: 10, isIncome: true },
    { account: 'main', way: 'card', who: SUPERMARKETS, amount: [3, 52], perWeek: 3.6 },
    { account: 'main', way: 'card', who: BARS, amount: [5, 48], perWeek: 1.4, weekdays: [4, 5, 6, 7] },
    { account: 'main', way: 'card', who: RESTAURANTS, amount: [4, 38], perWeek: 1.5 },
    { account: 'main', way: 'ideal', who: TAKE_AWAYS, text: ['Bestelling {n8}'], amount: [14, 38], perWeek: 1.1 },
    { account: 'main', way: 'card', who: FUEL, amount: [30, 85], perWeek: 0.7 },
    { account: 'main', way: 'ideal', who: WEB_SHOPS, text: ['Bestelling {n10}'], amount: [12, 130], perWeek: 0.4, isReturned: 0.15 },
    { account: 'main', way: 'tikkie', who: FRIENDS, text: TIKKIE_REASONS, amount: [5, 40], perWeek: 0.6, step: 0.05 },
    { account: 'main', way: 'cash', who: CASH_MACHINES, amount: [20, 200], perWeek: 0.6, step: 10 },
  ],
  balances: [
    { account: 'main', over: 4200, under: -350, back: 150, step: 50, surplus: { way: 'ideal', who: 'Bitvavo', text: 'Storting' }, lack: { way: 'transfer', who: 'D. Kok', text: 'lening tot volgende week' } },
  ],
};
