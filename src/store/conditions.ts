/**
 * Conditions of a statement with their values, for filters that may be left out: a statement is planned once for all values, so that one
 * text with "or everything" in it would always be run as if it were for everything.
 */
export class Conditions {
  readonly values: unknown[] = [];
  private readonly terms: string[] = [];

  /** Begins with what is never left out: whose rows they are, by column. */
  constructor(always: Readonly<Record<string, string>>) {
    for (const [column, value] of Object.entries(always)) this.terms.push(`${column} = ${this.place(value)}`);
  }

  /** Adds what the value is compared with, such as `id =`; null does not filter. */
  and(comparison: string, value: unknown): this {
    if (value !== null) this.terms.push(`${comparison} ${this.place(value)}`);
    return this;
  }

  /** The place of a value that stands elsewhere in the statement, such as a limit. */
  place(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  toString(): string {
    return this.terms.join(' and ');
  }
}
