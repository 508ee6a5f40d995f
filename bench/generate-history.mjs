// Deterministic histories for the benches: contract-A JSON of customers of several countries, in the words their banks print.

const COUNTRIES = {
  FR: {
    iban: 'FR7630006000011234567890189',
    lines: [
      [-2384, 'CARTE 12/03/26 CARREFOUR MARKET PARIS CB*4521'],
      [-1299, 'PRLV SEPA FREE MOBILE ECH/120326 ID EMETTEUR/FR31ZZZ518999'],
      [-899, 'ACHAT CB NETFLIX.COM 03.03.26'],
      [-4560, 'PRLV SEPA EDF CLIENTS PARTICULIERS MDT 0012345'],
      [-72000, 'VIR SEPA EMIS LOYER MARS M DURAND'],
      [215034, 'VIR SEPA RECU /DE ACME SAS /MOTIF SALAIRE 03/2026'],
      [-3000, 'RETRAIT DAB 14H22 PARIS 11'],
      [-12045, 'ECHEANCE PRET COFIDIS 28913'],
      [-850, 'COTISATION COMPTE'],
      [-2500, 'CARTE X2518 ATELIER BRIMBORION LYON'],
      [18000, 'VIR DE CAF DE PARIS'],
      [-999, 'REJET PRLV SEPA SPOTIFY'],
    ],
  },
  NL: {
    iban: 'NL91ABNA0417164300',
    lines: [
      [-4512, 'BEA, Betaalpas ALBERT HEIJN 1521,PAS243 NR:123AB, 12.03.26/18:02 UTRECHT'],
      [-9900, '/TRTP/SEPA Incasso algemeen doorlopend/CSID/NL12ZZZ300000/NAME/VATTENFALL/REMI/termijn maart'],
      [285000, '/TRTP/SEPA OVERBOEKING/IBAN/NL20INGB0001234567/NAME/NEFAB BV/REMI/SALARIS MRT'],
      [-95000, 'Overschrijving huur maart Woonstad Rotterdam'],
      [-2000, 'GEA, Betaalpas Geldautomaat UTRECHT'],
      [-1599, 'DOMICILIERING VAN T-MOBILE NEDERLAND KENMERK 0612345678'],
      [-5012, 'SEPA Incasso DEFAM MANDAAT 80152131E12A'],
      [-1850, 'Aankoop Maestro 10/02 - 15.17 uur - ZARA AMSTERDAM - NL Kaartnummer 6703'],
      [12300, 'BELASTINGDIENST TOESLAGEN ZORGTOESLAG'],
      [-1100, 'Tikkie van J de Vries etentje'],
    ],
  },
  GB: {
    iban: 'GB33BUKB20201555555555',
    lines: [
      [-2777, 'CARD PAYMENT TO TESCO STORE 3332 ON 12-03'],
      [-1360, 'TESCO MOBILE REFERENCE: 300000004200A-003'],
      [135653, 'ACME LTD SALARY 00000005532BCKRD BGC'],
      [-65000, 'MR A LANDLORD RENT SO'],
      [-14276, 'SAFETYNET CREDIT CD 236232736'],
      [-2000, 'SKY BET CD 4130'],
      [-4000, 'CASH WITHDRAWAL NOTEMACHINE'],
      [-8912, 'BRITISH GAS DD'],
      [-550, 'COSTA COFFEE 4312 CD 4130'],
      [-1800, 'UNARRANGED OVERDRAFT USAGE FEE'],
    ],
  },
  ES: {
    iban: 'ES9121000418450200051332',
    lines: [
      [-5412, 'COMPRA TARJ. 5402XXXXXXXX1234 MERCADONA MADRID'],
      [-6000, 'RECIBO (AD.SEPA) IBERDROLA CLIENTES,SA'],
      [191484, 'ABONO DE NOMINA POR TRANSFERENCIA - ACME'],
      [-59000, 'TRANSFERENCIA A FAVOR DE ANDRES FONOLLOSA CONCEPTO ALQUILER'],
      [-13050, 'RECIBO COFIDIS Nº RECIBO 0017 2085'],
      [-10000, 'REINTEGRO CAJERO AUTOMATICO MADRID'],
      [-1876, 'PAGO EN GLOVOAPP BARCELONA'],
      [-999, 'RECIBO VODAFONE'],
      [-4000, 'BIZUM ENVIADO A CARMEN'],
      [-1200, 'TRANSACCION CONTACTLESS EN BAR MANOLO'],
    ],
  },
};

/** A small multiplicative generator: the same seed gives the same history everywhere. */
function generatorOf(seed) {
  let state = seed >>> 0 || 1;
  return () => {
    state = (Math.imul(state, 48271) >>> 0) % 2147483647;
    return state / 2147483647;
  };
}

/** One customer's contract-A JSON text with `count` transactions over at most two years. */
export function historyOf(count, seed = 1) {
  const random = generatorOf(seed * 7919 + count);
  const codes = Object.keys(COUNTRIES);
  const { iban, lines } = COUNTRIES[codes[seed % codes.length]];
  const currency = iban.startsWith('GB') ? 'GBP' : 'EUR';
  const days = Math.min(730, Math.max(90, count));
  const end = Date.UTC(2026, 7, 21);
  const transactions = Array.from({ length: count }, (_, index) => {
    const [cents, words] = lines[Math.floor(random() * lines.length)];
    const jitter = cents < 0 ? Math.round(cents * (0.8 + random() * 0.4)) : cents;
    const date = new Date(end - Math.floor((days * (count - index)) / count) * 86_400_000).toISOString();
    return {
      description: `${words} ${Math.floor(random() * 1e6)}`,
      amount: jitter / 100,
      currency,
      dates: { debitedAt: date },
    };
  });
  return customerJson(iban, currency, transactions);
}

function customerJson(iban, currency, transactions) {
  const account = { type: 'CHECKING', usage: 'PERSONAL', balance: 1234.56, balanceDate: '2026-08-21T12:00:00.000Z' };
  return JSON.stringify({
    accounts: [{ ...account, currency, iban, owners: [{ name: 'ALEX SAMPLE' }], transactions }],
  });
}

/** One customer's contract-A JSON text with a debit of 25 for each line, three a day. */
export function historyOfLines(lines) {
  const end = Date.UTC(2026, 7, 21);
  const transactions = lines.map((description, index) => ({
    description,
    amount: -25,
    currency: 'EUR',
    dates: { debitedAt: new Date(end - Math.floor(index / 3) * 86_400_000).toISOString() },
  }));
  return customerJson(COUNTRIES.NL.iban, 'EUR', transactions);
}

/** A mix of customers as a lender meets it: 60 of them in four countries. */
export function customerMix(customers = 60, transactionsEach = 1000) {
  return Array.from({ length: customers }, (_, index) => historyOf(transactionsEach, index + 1));
}
