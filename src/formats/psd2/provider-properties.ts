/**
 * Contract B's `providerProperties`: what a bank says of a transaction beyond the unified fields. Null where the contract's
 * table calls a property not available for the bank, whatever the bank may send.
 */
export interface ProviderProperties {
  /** The bank's key, a BIC. */
  readonly providerKey: string;
  readonly transactionId: string | null;
  readonly transactionType: string | null;
  readonly transactionTypeName: string | null;
  readonly reasonCode: string | null;
  readonly purposeCode: string | null;
  /** As the bank gives it, a JSON number of currency units; null where it is ours by calculation. */
  readonly balanceAfterTransaction: number | null;
  readonly remittanceInfo: string | null;
  readonly remittanceInfoType: string | null;
  readonly remittanceInfoIssuer: string | null;
}

/** The columns of the contract's table "Fields per provider"; the rest is read alike for every bank. */
export type TableProperties = Omit<ProviderProperties, 'providerKey' | 'transactionId' | 'balanceAfterTransaction'>;

/** A bank of which the table gives nothing; adapters override what is available. */
export const NOT_AVAILABLE: TableProperties = Object.freeze({
  transactionType: null,
  transactionTypeName: null,
  reasonCode: null,
  purposeCode: null,
  remittanceInfo: null,
  remittanceInfoType: null,
  remittanceInfoIssuer: null,
});
