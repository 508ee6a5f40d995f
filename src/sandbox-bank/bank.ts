import { FaultPlan } from './faults.js';
import { Seals } from './seals.js';
import type { SandboxBankSettings } from './settings.js';

/** Consents remembered as ended; beyond this the oldest are forgotten, and with them that they ended. */
const ENDED_MAX = 10_000;

/** What the routes of one running bank share. */
export class SandboxBank {
  readonly seals: Seals;
  readonly faults = new FaultPlan();
  readonly #ended = new Set<string>();
  readonly #usedCodes = new Set<string>();

  constructor(
    readonly settings: SandboxBankSettings,
    /** Path below which the bank is mounted, '' for none. */
    readonly base: string,
  ) {
    this.seals = new Seals(settings.secretKey, settings.now);
  }

  /** Ends a consent for good, as far as this process remembers. */
  end(consentId: string): void {
    remember(this.#ended, consentId);
  }

  isEnded(consentId: string): boolean {
    return this.#ended.has(consentId);
  }

  /** True the first time a code is used, false ever after. */
  useCode(id: string): boolean {
    if (this.#usedCodes.has(id)) return false;
    remember(this.#usedCodes, id);
    return true;
  }
}

function remember(names: Set<string>, name: string): void {
  const oldest = names.values().next();
  if (names.size >= ENDED_MAX && !oldest.done) names.delete(oldest.value);
  names.add(name);
}
