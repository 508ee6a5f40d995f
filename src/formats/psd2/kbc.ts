import { decorativeText } from '../fields.js';
import { berlinGroupBank, remittanceReference } from './berlin-group.js';
import { NOT_AVAILABLE } from './provider-properties.js';

/** KBC (Belgium), beyond the contract's table: balances stand in the account record, transaction codes are ISO 20022's. */
export const kbc = berlinGroupBank({
  providerKey: 'KREDBEBB',
  name: 'KBC',
  country: 'BE',
  precision: 'DAY',
  ownerFields: ['ownerName', 'name'],
  properties: (record) => ({
    ...NOT_AVAILABLE,
    transactionType: decorativeText(record, 'bankTransactionCode'),
    transactionTypeName: decorativeText(record, 'proprietaryBankTransactionCode'),
    remittanceInfo: remittanceReference(record),
  }),
});
