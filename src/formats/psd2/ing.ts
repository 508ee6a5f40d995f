import { decorativeText, isObject } from '../fields.js';
import { berlinGroupBank, remittanceReference } from './berlin-group.js';
import { NOT_AVAILABLE } from './provider-properties.js';

/**
 * ING. Writes the holder under `name`, lines of remittance apart by `<br>`, and credit cards as `cardTransactions`. The
 * contract speaks of `referenceType` and `referenceIssuer`; the test environment sends `type` and `issuer`: both are read.
 */
export const ing = berlinGroupBank({
  providerKey: 'INGBNL2A',
  name: 'ING',
  precision: 'SECOND',
  momentFields: ['executionDateTime'],
  ownerFields: ['ownerName', 'name'],
  properties: (record) => {
    const given = record['remittanceInformationStructured'];
    const structured = isObject(given) ? given : null;
    return {
      ...NOT_AVAILABLE,
      transactionTypeName: decorativeText(record, 'transactionType'),
      remittanceInfo: remittanceReference(record),
      remittanceInfoType: decorativeText(structured, 'referenceType') ?? decorativeText(structured, 'type'),
      remittanceInfoIssuer: decorativeText(structured, 'referenceIssuer') ?? decorativeText(structured, 'issuer'),
    };
  },
});
