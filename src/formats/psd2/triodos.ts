import { decorativeText } from '../fields.js';
import { berlinGroupBank } from './berlin-group.js';
import { NOT_AVAILABLE } from './provider-properties.js';

/** Triodos. The holder stands under `name`; some balances come without an amount. */
export const triodos = berlinGroupBank({
  providerKey: 'TRIONL2U',
  name: 'Triodos Bank',
  precision: 'DAY',
  ownerFields: ['ownerName', 'name'],
  properties: (record) => ({
    ...NOT_AVAILABLE,
    transactionTypeName: decorativeText(record, 'proprietaryBankTransactionCode'),
  }),
});
