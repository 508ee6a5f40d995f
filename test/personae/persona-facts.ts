/** The parts of `test/data/gold/facts/*.json` that the tests read. Amounts in currency units; debits of totals are positive. */
export interface Monthly {
  readonly payments: number;
  readonly total: number;
}

export interface Counted {
  readonly count: number;
  readonly total: number;
  readonly tolerance: number;
}

export interface Stream {
  readonly stream: string;
  readonly label: string;
  readonly category: string;
  readonly meanAmount: number;
  readonly minAmount: number;
  readonly maxAmount: number;
  readonly amountTolerance: number;
  readonly occurrences: number;
  readonly periodicity: string;
  readonly confidence: 'high' | 'low';
  readonly dueDayAtSnapshot: number;
  readonly dueDays: readonly number[];
  readonly dueDayTolerance: number;
  readonly daysBeforeBalance: readonly number[];
}

export interface FullFacts {
  readonly window: { readonly firstTransaction: string; readonly days: number };
  readonly monthlyWage: {
    readonly wageTotal?: number;
    readonly wageCount?: number;
    readonly salaryAdvanceTotal?: number;
  };
  readonly rent: Monthly | null;
  readonly mortgageMonthly: Monthly | null;
  readonly consumerLoans: {
    readonly acceptedCounts: readonly number[];
    readonly monthlyTotal: number;
    readonly monthlyTotalTolerance: number;
    readonly list: readonly {
      readonly lender: string;
      readonly stream: string;
      readonly monthly: number;
      readonly payments: number;
      readonly rejected: number;
      readonly acceptedCategories: readonly string[];
    }[];
  };
  readonly loanDrawdowns: Counted;
  readonly splitPayments: Counted;
  readonly rejectedPayments: { readonly count: number; readonly countMax: number; readonly total: number };
  readonly fees: Readonly<Record<string, Counted>>;
  readonly overdraft: {
    readonly minimumBalance: number;
    readonly daysNegative: number;
    readonly daysNegativeTolerance: number;
    readonly openingBalanceBeforeWindow: number;
    readonly closingBalance: number;
    readonly maximumBalance: number;
  };
  readonly gambling: Counted & { readonly onAccounts: readonly string[] };
  readonly seizure: Counted;
  readonly allowances: Readonly<Record<string, Counted>>;
  readonly pensions: { readonly retirement: Monthly | null } | null;
  readonly rentalIncome: Monthly | null;
  readonly savings: Readonly<Record<'toSavings' | 'fromSavings' | 'ownTransfersOut' | 'ownTransfersIn', Counted>>;
  readonly monthlyIncome: {
    readonly value: number;
    readonly tolerance: number;
    readonly categories: readonly string[];
  };
  readonly recurringStreams: readonly Stream[];
  readonly categoryTotals: Readonly<Record<string, { readonly count: number; readonly total: number }>>;
}

export interface PersonaFacts {
  readonly kind: 'full' | 'error';
  readonly snapshotBalanceDate: string;
  readonly accounts: readonly { readonly type: string; readonly balance: number; readonly currency: string }[];
  readonly expectedOutcome: { readonly status: string; readonly acceptedErrorCodes?: readonly string[] };
  readonly facts: FullFacts;
}
