import { decorativeText } from '../fields.js';
import { berlinGroupBank } from './berlin-group.js';
import { NOT_AVAILABLE } from './provider-properties.js';

/**
 * Van Lanschot. No payload of the bank is published: built from the Berlin Group NextGenPSD2 field names and the contract's
 * table, which promises a moment with a fraction of a second. The standard has no such field before its openFinance edition,
 * whose `bookingDateTime` and `transactionDateTime` are read.
 */
export const vanLanschot = berlinGroupBank({
  providerKey: 'FVLBNL22',
  name: 'Van Lanschot Kempen',
  precision: 'FRACTION',
  momentFields: ['transactionDateTime', 'bookingDateTime'],
  ownerFields: ['ownerName', 'name'],
  properties: (record) => ({
    ...NOT_AVAILABLE,
    transactionTypeName: decorativeText(record, 'proprietaryBankTransactionCode'),
  }),
});
