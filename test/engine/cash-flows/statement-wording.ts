import type { CalendarDate } from '../../../src/domain/calendar-date.js';

/** What a line of a statement is about. */
export type LineKind =
  | 'wage'
  | 'thirteenth'
  | 'rent'
  | 'loan'
  | 'rejected_loan'
  | 'lease'
  | 'instalment'
  | 'card_subscription'
  | 'debit_subscription'
  | 'energy'
  | 'insurance'
  | 'tax'
  | 'club'
  | 'benefit'
  | 'water'
  | 'advance'
  | 'marketplace'
  | 'membership'
  | 'card'
  | 'cash';

/** What varies from line to line: who, when, and the contract's own reference. */
export interface LineFacts {
  readonly name: string;
  readonly date: CalendarDate;
  readonly reference: string;
}

/** The lines of one country's banks, and the names that occur on them. */
export interface Wording {
  readonly country: 'FR' | 'NL' | 'ES' | 'GB';
  readonly lines: Readonly<Record<LineKind, (facts: LineFacts) => string>>;
  readonly employers: readonly string[];
  readonly landlords: readonly string[];
  readonly lenders: readonly string[];
  readonly lessors: readonly string[];
  readonly splitters: readonly string[];
  readonly subscriptions: readonly string[];
  readonly energy: readonly string[];
  readonly insurers: readonly string[];
  readonly taxes: readonly string[];
  readonly clubs: readonly string[];
  readonly benefits: readonly string[];
  readonly water: readonly string[];
  readonly marketplaces: readonly string[];
  readonly shops: readonly string[];
}

function short({ date }: LineFacts, between: string): string {
  return [date.slice(8, 10), date.slice(5, 7), date.slice(2, 4)].join(between);
}

function monthAndYear({ date }: LineFacts): string {
  return `${date.slice(5, 7)}/${date.slice(0, 4)}`;
}

const FR: Wording = {
  country: 'FR',
  lines: {
    wage: (line) => `VIR SEPA RECU /DE ${line.name} /MOTIF SALAIRE ${monthAndYear(line)}`,
    thirteenth: (line) => `VIR SEPA RECU /DE ${line.name} /MOTIF SALAIRE 13EME MOIS ${line.date.slice(0, 4)}`,
    rent: (line) => `VIR SEPA EMIS LOYER ${monthAndYear(line)} ${line.name}`,
    loan: (line) => `PRLV SEPA ${line.name} ECH/${short(line, '')} REF/${line.reference}`,
    rejected_loan: (line) => `REJET PRLV SEPA ${line.name} REF/${line.reference}`,
    lease: (line) => `PRLV SEPA ${line.name} LOYER VEHICULE ${line.reference}`,
    instalment: (line) => `PRLV SEPA ${line.name} ECHEANCE ${line.reference}`,
    card_subscription: (line) => `ACHAT CB ${line.name} ${short(line, '.')}`,
    debit_subscription: (line) => `PRLV SEPA ${line.name} ECH/${short(line, '')} MDT/${line.reference}`,
    energy: (line) => `PRLV SEPA ${line.name} CLIENTS PARTICULIERS MDT/${line.reference}`,
    insurance: (line) => `PRLV SEPA ${line.name} COTISATION ${line.reference}`,
    tax: (line) => `PRLV SEPA ${line.name} TAXE FONCIERE ${line.date.slice(0, 4)}`,
    club: (line) => `PRLV SEPA ${line.name} COTISATION ${short(line, '/')}`,
    benefit: (line) => `VIR SEPA RECU /DE ${line.name} /MOTIF ${line.reference} PRESTATIONS`,
    water: (line) => `PRLV SEPA ${line.name} FACTURE ${line.reference}`,
    advance: (line) => `VIR SEPA RECU /DE ${line.name} /MOTIF ACOMPTE SUR SALAIRE`,
    marketplace: (line) => `CARTE ${short(line, '/')} ${line.name} MARKETPLACE PAYLI CB*4521`,
    membership: (line) => `CARTE ${short(line, '/')} ${line.name} PRIME CB*4521`,
    card: (line) => `CARTE ${short(line, '/')} ${line.name} PARIS CB*4521`,
    cash: (line) => `RETRAIT DAB ${short(line, '/')} PARIS 11`,
  },
  employers: ['ACME SAS', 'BOULANGERIE MARCHAND SARL', 'VILLE DE NANTES'],
  landlords: ['M DURAND', 'SCI DES LILAS', 'MME PETIT ANNE'],
  lenders: ['COFIDIS', 'FLOA BANK', 'YOUNITED', 'ONEY BANK'],
  lessors: ['ARVAL SERVICE LEASE', 'LEASYS FRANCE', 'ALD AUTOMOTIVE'],
  splitters: ['ALMA SAS', 'ONEY 3X 4X', 'KLARNA BANK AB'],
  subscriptions: ['NETFLIX.COM', 'SPOTIFY', 'FREE MOBILE', 'BASIC FIT', 'CANAL+'],
  energy: ['EDF', 'ENGIE', 'TOTALENERGIES'],
  insurers: ['MAIF', 'MACIF', 'MATMUT'],
  taxes: ['DIRECTION GENERALE DES FINANCES PUBLIQUES', 'DGFIP IMPOT'],
  clubs: ['JUDO CLUB LYON', 'ECOLE DE MUSIQUE'],
  benefits: ['CAF DE PARIS', 'CAF DU RHONE'],
  water: ['VEOLIA EAU', 'SUEZ EAU FRANCE'],
  marketplaces: ['AMAZON'],
  shops: ['CARREFOUR MARKET', 'LECLERC', 'FNAC', 'DECATHLON', 'BISTRO DU COIN', 'TOTAL', 'SNCF', 'PHARMACIE DU PARC'],
};

const NL: Wording = {
  country: 'NL',
  lines: {
    wage: (line) => `/TRTP/SEPA OVERBOEKING/NAME/${line.name}/REMI/SALARIS ${monthAndYear(line)}`,
    thirteenth: (line) => `/TRTP/SEPA OVERBOEKING/NAME/${line.name}/REMI/SALARIS VAKANTIEGELD ${line.date.slice(0, 4)}`,
    rent: (line) => `Overschrijving huur ${monthAndYear(line)} ${line.name}`,
    loan: (line) => `SEPA Incasso algemeen doorlopend ${line.name} KENMERK ${line.reference} ${short(line, '-')}`,
    rejected_loan: (line) => `STORNO SEPA Incasso ${line.name} KENMERK ${line.reference}`,
    lease: (line) => `SEPA Incasso ${line.name} LEASETERMIJN ${monthAndYear(line)} ${line.reference}`,
    instalment: (line) => `SEPA Incasso ${line.name} TERMIJN ${line.reference}`,
    card_subscription: (line) => `BEA, Betaalpas ${line.name},PAS243 NR:123AB, ${short(line, '.')}/18:02`,
    debit_subscription: (line) => `SEPA Incasso ${line.name} MACHTIGING ${line.reference} ${monthAndYear(line)}`,
    energy: (line) => `/TRTP/SEPA Incasso algemeen doorlopend/NAME/${line.name}/REMI/termijn ${monthAndYear(line)}`,
    insurance: (line) => `SEPA Incasso ${line.name} PREMIE POLIS ${line.reference}`,
    tax: (line) => `SEPA Incasso ${line.name} AANSLAG ${line.date.slice(0, 4)}`,
    club: (line) => `SEPA Incasso ${line.name} CONTRIBUTIE ${short(line, '-')}`,
    benefit: (line) => `/TRTP/SEPA OVERBOEKING/NAME/${line.name}/REMI/${line.reference} KINDERBIJSLAG`,
    water: (line) => `SEPA Incasso ${line.name} FACTUUR ${line.reference}`,
    advance: (line) => `/TRTP/SEPA OVERBOEKING/NAME/${line.name}/REMI/VOORSCHOT SALARIS`,
    marketplace: (line) => `BEA, Betaalpas ${line.name} MARKETPLACE,PAS243 NR:123AB, ${short(line, '.')}/18:02`,
    membership: (line) => `BEA, Betaalpas ${line.name} PRIME,PAS243 NR:123AB, ${short(line, '.')}/18:02`,
    card: (line) => `BEA, Betaalpas ${line.name} 1521,PAS243 NR:123AB, ${short(line, '.')}/18:02 UTRECHT`,
    cash: (line) => `GEA, Betaalpas Geldautomaat ${short(line, '.')} UTRECHT`,
  },
  employers: ['NEFAB BV', 'JANSEN TECHNIEK BV', 'GEMEENTE UTRECHT'],
  landlords: ['Woonstad Rotterdam', 'Portaal', 'J de Vries'],
  lenders: ['DEFAM', 'SANTANDER CONSUMER', 'FREO'],
  lessors: ['ATHLON CAR LEASE', 'LEASEPLAN NEDERLAND', 'ALPHABET NEDERLAND'],
  splitters: ['KLARNA', 'IN3 BV', 'SPRAYPAY'],
  subscriptions: ['NETFLIX', 'SPOTIFY', 'ZIGGO', 'BASIC-FIT', 'SIMYO'],
  energy: ['VATTENFALL', 'ENECO', 'ESSENT'],
  insurers: ['CENTRAAL BEHEER', 'INTERPOLIS', 'OHRA'],
  taxes: ['BSGR GEMEENTELIJKE BELASTINGEN', 'BELASTINGDIENST'],
  clubs: ['VOETBALVERENIGING DE MEER', 'MUZIEKSCHOOL UTRECHT'],
  benefits: ['SVB'],
  water: ['VITENS', 'EVIDES'],
  marketplaces: ['AMAZON'],
  shops: ['ALBERT HEIJN', 'JUMBO', 'HEMA', 'ETOS', 'CAFE DE ZAAK', 'SHELL', 'KRUIDVAT', 'ZARA'],
};

const ES: Wording = {
  country: 'ES',
  lines: {
    wage: (line) => `ABONO DE NOMINA POR TRANSFERENCIA ${monthAndYear(line)} ${line.name}`,
    thirteenth: (line) => `ABONO DE NOMINA POR TRANSFERENCIA PAGA EXTRA ${line.date.slice(0, 4)} ${line.name}`,
    rent: (line) => `TRANSFERENCIA A FAVOR DE ${line.name} CONCEPTO ALQUILER ${monthAndYear(line)}`,
    loan: (line) => `RECIBO ${line.name} Nº RECIBO ${line.reference} ${short(line, '/')}`,
    rejected_loan: (line) => `DEVOLUCION RECIBO ${line.name} Nº RECIBO ${line.reference}`,
    lease: (line) => `RECIBO ${line.name} RENTING CONTRATO ${line.reference}`,
    instalment: (line) => `RECIBO ${line.name} CUOTA ${line.reference}`,
    card_subscription: (line) => `COMPRA TARJ. 5402XXXXXXXX1234 ${line.name}`,
    debit_subscription: (line) => `RECIBO (AD.SEPA) ${line.name} ${line.reference}`,
    energy: (line) => `RECIBO (AD.SEPA) ${line.name} CLIENTES FACTURA ${monthAndYear(line)}`,
    insurance: (line) => `RECIBO ${line.name} SEGUROS POLIZA ${line.reference}`,
    tax: (line) => `RECIBO ${line.name} IBI ${line.date.slice(0, 4)}`,
    club: (line) => `RECIBO ${line.name} CUOTA ${short(line, '/')}`,
    benefit: (line) => `TRANSFERENCIA DE ${line.name} PRESTACION ${monthAndYear(line)}`,
    water: (line) => `RECIBO ${line.name} AGUA FACTURA ${line.reference}`,
    advance: (line) => `TRANSFERENCIA DE ${line.name} ANTICIPO NOMINA`,
    marketplace: (line) => `COMPRA TARJ. 5402XXXXXXXX1234 ${line.name} MARKETPLACE`,
    membership: (line) => `COMPRA TARJ. 5402XXXXXXXX1234 ${line.name} PRIME`,
    card: (line) => `COMPRA TARJ. 5402XXXXXXXX1234 ${line.name} MADRID`,
    cash: (line) => `REINTEGRO CAJERO AUTOMATICO ${short(line, '/')} MADRID`,
  },
  employers: ['ACME IBERICA SL', 'CONSTRUCCIONES ROMERO SA', 'AYUNTAMIENTO DE MADRID'],
  landlords: ['ANDRES FONOLLOSA', 'INMUEBLES DEL SUR SL'],
  lenders: ['COFIDIS', 'CETELEM', 'WIZINK BANK'],
  lessors: ['ARVAL SERVICE LEASE', 'ALD AUTOMOTIVE', 'ATHLON CAR LEASE'],
  splitters: ['APLAZAME', 'SEQURA', 'SCALAPAY'],
  subscriptions: ['NETFLIX', 'SPOTIFY', 'VODAFONE', 'HBO MAX', 'MOVISTAR'],
  energy: ['IBERDROLA', 'ENDESA', 'NATURGY'],
  insurers: ['MAPFRE', 'MUTUA MADRILENA', 'AXA'],
  taxes: ['AYUNTAMIENTO DE MADRID', 'AGENCIA TRIBUTARIA'],
  clubs: ['CLUB DE TENIS CHAMARTIN', 'ACADEMIA DE MUSICA'],
  benefits: ['SEPE', 'INSS'],
  water: ['CANAL DE ISABEL II', 'AGUAS DE BARCELONA'],
  marketplaces: ['AMAZON'],
  shops: ['MERCADONA', 'CARREFOUR', 'EL CORTE INGLES', 'BAR MANOLO', 'REPSOL', 'ZARA', 'FARMACIA SOL', 'PRIMARK'],
};

const GB: Wording = {
  country: 'GB',
  lines: {
    wage: (line) => `${line.name} SALARY ${line.reference} BGC`,
    thirteenth: (line) => `${line.name} SALARY BONUS ${line.reference} BGC`,
    rent: (line) => `${line.name} RENT SO`,
    loan: (line) => `${line.name} ${line.reference} DD`,
    rejected_loan: (line) => `RETURNED DD ${line.name} ${line.reference}`,
    lease: (line) => `${line.name} ${line.reference} DD`,
    instalment: (line) => `CARD PAYMENT TO ${line.name} ON ${short(line, '-')}`,
    card_subscription: (line) => `CARD PAYMENT TO ${line.name} ON ${short(line, '-')}`,
    debit_subscription: (line) => `${line.name} ${line.reference} DD`,
    energy: (line) => `${line.name} ${line.reference} DD`,
    insurance: (line) => `${line.name} INSURANCE ${line.reference} DD`,
    tax: (line) => `${line.name} COUNCIL TAX ${line.date.slice(0, 4)} DD`,
    club: (line) => `${line.name} SUBS ${short(line, '-')} SO`,
    benefit: (line) => `${line.name} ${line.reference} BGC`,
    water: (line) => `${line.name} ${line.reference} DD`,
    advance: (line) => `${line.name} SALARY ADVANCE BGC`,
    marketplace: (line) => `CARD PAYMENT TO ${line.name} MARKETPLACE ON ${short(line, '-')}`,
    membership: (line) => `CARD PAYMENT TO ${line.name} PRIME ON ${short(line, '-')}`,
    card: (line) => `CARD PAYMENT TO ${line.name} STORE 3332 ON ${short(line, '-')}`,
    cash: (line) => `CASH WITHDRAWAL NOTEMACHINE ${short(line, '-')}`,
  },
  employers: ['ACME LTD', 'NORTHERN LOGISTICS LTD', 'NHS TRUST'],
  landlords: ['MR A LANDLORD', 'HOME GROUP LIMITED'],
  lenders: ['ZOPA BANK', 'LENDABLE', '118 118 MONEY'],
  lessors: ['LEX AUTOLEASE', 'MOTABILITY OPERATIONS', 'ZENITH VEHICLE'],
  splitters: ['KLARNA', 'PAYPAL PAY IN 3', 'LAYBUY'],
  subscriptions: ['NETFLIX.COM', 'SPOTIFY', 'SKY DIGITAL', 'PUREGYM', 'VODAFONE'],
  energy: ['BRITISH GAS', 'OCTOPUS ENERGY', 'EDF ENERGY'],
  insurers: ['AVIVA', 'ADMIRAL', 'DIRECT LINE'],
  taxes: ['LEEDS CITY COUNCIL', 'BRISTOL CITY COUNCIL'],
  clubs: ['HEADINGLEY CRICKET CLUB', 'LITTLE STARS NURSERY'],
  benefits: ['HMRC CHILD BENEFIT', 'DWP UC'],
  water: ['THAMES WATER', 'YORKSHIRE WATER'],
  marketplaces: ['AMAZON'],
  shops: ['TESCO', 'SAINSBURYS', 'BOOTS', 'COSTA COFFEE', 'SHELL', 'ARGOS', 'PRIMARK', 'GREGGS'],
};

export const WORDINGS: readonly Wording[] = [FR, NL, ES, GB];
