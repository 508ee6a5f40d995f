/** Whether money came in (1) or went out (−1), by the bank's own word and by its published English translation. */
const SIGN_OF_TYPE: Readonly<Record<string, 1 | -1>> = {
  PRIJEM: 1,
  credit: 1,
  VYDAJ: -1,
  VYBER: -1,
  withdrawal: -1,
  'withdrawal in cash': -1,
};

/** What a bank of an English-speaking country prints for the same operation. */
const WORDS_OF_OPERATION: Readonly<Record<string, string>> = {
  VKLAD: 'CASH DEPOSIT',
  'credit in cash': 'CASH DEPOSIT',
  'PREVOD Z UCTU': 'TRANSFER FROM',
  'collection from another bank': 'TRANSFER FROM',
  'PREVOD NA UCET': 'TRANSFER TO',
  'remittance to another bank': 'TRANSFER TO',
  VYBER: 'CASH WITHDRAWAL',
  'withdrawal in cash': 'CASH WITHDRAWAL',
  'VYBER KARTOU': 'CASH WITHDRAWAL CARD',
  'credit card withdrawal': 'CASH WITHDRAWAL CARD',
};

/**
 * What the payment was for, by the bank's own symbol and by its translation. A symbol outweighs the operation: the data
 * call a fee or interest booked by the bank itself a cash withdrawal too.
 */
const WORDS_OF_SYMBOL: Readonly<Record<string, string>> = {
  UROK: 'CREDIT INTEREST',
  'interest credited': 'CREDIT INTEREST',
  'SANKC. UROK': 'OVERDRAFT INTEREST',
  'sanction interest if negative balance': 'OVERDRAFT INTEREST',
  SLUZBY: 'STATEMENT FEE',
  'payment for statement': 'STATEMENT FEE',
  SIPO: 'HOUSEHOLD BILLS',
  household: 'HOUSEHOLD BILLS',
  POJISTNE: 'INSURANCE PREMIUM',
  'insurrance payment': 'INSURANCE PREMIUM',
  'insurance payment': 'INSURANCE PREMIUM',
  DUCHOD: 'PENSION',
  'old-age pension': 'PENSION',
  UVER: 'LOAN REPAYMENT',
  'loan payment': 'LOAN REPAYMENT',
};

export interface BerkaMovement {
  readonly type: string;
  readonly operation: string;
  readonly symbol: string;
  readonly bank: string;
  readonly account: string;
}

/** 1 for money in, −1 for money out; throws on a word that the data's documentation does not know. */
export function signOf(type: string): 1 | -1 {
  const sign = SIGN_OF_TYPE[type];
  if (sign === undefined)
    throw new Error(`transaction type "${type}" is not one of ${Object.keys(SIGN_OF_TYPE).join(', ')}`);
  return sign;
}

/** A remittance text in English from the bank's codes, with the other account where there is one. */
export function describeMovement(movement: BerkaMovement): string {
  const operation = WORDS_OF_OPERATION[movement.operation] ?? movement.operation;
  const purpose = WORDS_OF_SYMBOL[movement.symbol] ?? movement.symbol;
  const other = [movement.bank, movement.account].filter((part) => part !== '' && part !== '0').join(' ');
  const isOwnWord = purpose !== '' && !operation.startsWith('TRANSFER');
  return (isOwnWord ? [purpose] : [operation, other, purpose]).filter((part) => part !== '').join(' ') || 'BOOKING';
}
