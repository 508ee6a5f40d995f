import { decorativeText, isObject, type JsonObject } from '../fields.js';
import type { Psd2Bank } from './bank.js';
import { berlinGroupBank, remittanceReference } from './berlin-group.js';
import { NOT_AVAILABLE } from './provider-properties.js';

/** The brands of de Volksbank answer alike. Their transaction code is a number of the bank's own, not ISO 20022's. */
function volksbank(providerKey: string, name: string): Psd2Bank {
  return berlinGroupBank({
    providerKey,
    name,
    precision: 'DAY',
    properties: (record) => {
      const structured = record['remittanceInformationStructured'];
      return {
        ...NOT_AVAILABLE,
        transactionType: decorativeText(record, 'bankTransactionCode'),
        transactionTypeName: decorativeText(record, 'proprietaryBankTransactionCode'),
        reasonCode: returnCodeOf(record),
        purposeCode: decorativeText(record, 'purposeCode'),
        remittanceInfo: remittanceReference(record),
        remittanceInfoIssuer: isObject(structured) ? decorativeText(structured, 'referenceIssuer') : null,
      };
    },
  });
}

/** The contract calls it ReturnInformationCode; whether flat or nested is not published, so both are read. */
function returnCodeOf(record: JsonObject): string | null {
  const nested = record['returnInformation'];
  return decorativeText(record, 'returnInformationCode') ?? (isObject(nested) ? decorativeText(nested, 'code') : null);
}

export const sns = volksbank('SNSBNL2A', 'SNS');
export const asn = volksbank('ASNBNL21', 'ASN Bank');
export const regioBank = volksbank('RBRBNL21', 'RegioBank');
