/** Shops, web shops and cafés, as card and iDEAL lines print them, by what they sell. */

export const SUPERMARKETS = [
  'Albert Heijn 1521',
  'Albert Heijn 8644',
  'JUMBO 3307',
  'Lidl 214',
  'ALDI Nederland',
  'PLUS Verhoeven',
  'Dirk FIL 42',
];
export const CHEAP_SUPERMARKETS = ['Lidl 214', 'ALDI Nederland', 'Dirk FIL 42', 'Vomar 118'];
export const FOOD_SHOPS = [
  'Bakkerij Voskamp',
  'Slagerij Ter Weele',
  'Kaashandel de Vries',
  'Etos 7211',
  'Kruidvat 7452',
];
export const DRUGSTORES = ['Kruidvat 7452', 'Etos 7211', 'Trekpleister 1204', 'Apotheek De Linde'];
export const RESTAURANTS = [
  'Cafe De Zaak',
  'Eetcafe t Hoekje',
  'Pizzeria Bella Italia',
  'CCV*Snackbar Ria',
  'SumUp *Koffiebar Noord',
  "McDonald's 212",
  'Sushi Time',
  'Restaurant De Brug',
];
export const TAKE_AWAYS = ['Thuisbezorgd.nl', 'Uber Eats', 'Dominos Pizza'];
export const BARS = ['Cafe De Zaak', 'Cafe Het Anker', 'Biercafe Olivier', 'Kroeg De Uiver'];
export const FUEL = ['Shell Oudenrijn', 'Tango Centrum', 'Tinq Zuid', 'Esso Express', 'BP Westpoort'];
export const CLOTHES = ['H&M 312', 'Zeeman 0441', 'C&A 1182', 'Primark 24', 'WE Fashion 88', 'HEMA 0432'];
export const HOME_SHOPS = [
  'Action 1180',
  'HEMA 0432',
  'Gamma Centrum',
  'Praxis 118',
  'IKEA Utrecht',
  'Blokker 301',
  'Intratuin',
];
export const WEB_SHOPS = ['bol.com', 'Zalando', 'Coolblue', 'Wehkamp', 'Amazon EU', 'Mediamarkt', 'Etsy'];
export const CHEAP_WEB_SHOPS = ['Temu', 'SHEIN', 'AliExpress', 'bol.com', 'Vinted'];
export const TRAIN = ['NS Reizigers', 'NS-Utrecht C 203', 'GVB Amsterdam', 'OVpay'];
export const PARKING = ['Q-Park Centrum', 'ParkBee', 'EasyPark', 'Gem. Parkeergarage'];
export const OUTINGS = ['Pathe Theatres', 'Efteling', 'Museum Catharijne', 'Ticketmaster', 'Zwembad De Krommerijn'];
export const CASH_MACHINES = ['Geldmaat Winkelcentrum', 'Geldmaat Stationsplein'];
export const HAIRDRESSERS = ['Kapsalon Hairlijn', 'Barbershop Noord'];
export const BET_SHOPS = ['TOTO Online', 'Unibet', 'BetCity', 'Holland Casino Online', "Jack's Casino Online"];
export const CRYPTO = ['Bitvavo', 'Coinbase', 'Bitpanda', 'Kraken'];

/** First names with initials, for payments between people. */
export const FRIENDS = [
  'L. de Wit',
  'M. van den Berg',
  'J. Postma',
  'R. Kuipers',
  'A. Yildiz',
  'S. Hoekstra',
  'F. Dekker',
];
export const TIKKIE_REASONS = ['Etentje', 'Boodschappen weekend', 'Cadeau', 'Pizza', 'Benzine', 'Bioscoop', 'Lunch'];
