import type { Command } from 'commander';
import { parseCalendarDate } from '../domain/calendar-date.js';
import { leaf } from '../domain/taxonomy/taxonomy.js';
import { type Explanation, explain } from '../engine/enrich/explain.js';
import { readCompiled, referenceOn } from '../reference/load.js';
import { singleLine } from '../services/single-line.js';

interface ExplainOptions {
  readonly amount: string;
  readonly country?: string;
  readonly currency: string;
  readonly owner?: string;
  readonly json?: boolean;
}

function listed(items: readonly string[]): string {
  return items.length === 0 ? 'none' : items.join('\n               ');
}

function printReadable({ enrichment, ...steps }: Explanation): void {
  const fields = Object.entries(steps.fields).filter(([, value]) => value !== null);
  const category = leaf(enrichment.category);
  console.log(`words          ${steps.words.join(' ')}
names found    ${listed(steps.parties.map(({ id, words, isHome }) => `${words} → ${id}${isHome ? '' : ' (of another country)'}`))}
wordings       ${listed(steps.rules.map(({ id, words, rank }) => `${words} → ${id} (rank ${rank})`))}
labelled parts ${listed(fields.map(([name, value]) => `${name}: ${value}`))}
type           ${enrichment.type}${steps.statedType === null ? ' (not stated: the likeliest for its category)' : ' (stated by the line)'}
counterparty   ${enrichment.counterparty ? `${enrichment.counterparty.name} · ${enrichment.counterparty.kind} · ${enrichment.counterparty.id}` : 'not told'}
owner named    ${steps.namesOwner ? 'yes' : 'no'}
telling words  ${steps.tellingWords.join(' ') || 'none'}
evidence       ${listed(steps.evidence.map(({ kind, id, category: leafId, rank }) => `${String(rank).padStart(2)} ${kind} ${id} → ${leafId}`))}
category       ${enrichment.category} · ${category.labels.en} · contract A ${category.algoanCategory} · contract B ${category.z2}
confidence     ${enrichment.confidence}
flags          ${enrichment.flags.join(', ') || 'none'}`);
}

/** Registers `saldo explain`. */
export function explainCommand(program: Command): void {
  program
    .command('explain')
    .description('print how one statement line is read, step by step')
    .argument('<description>', 'the line as the bank prints it')
    .requiredOption('--amount <decimal>', 'signed amount, negative for a debit')
    .option('--country <code>', 'country of the account (ISO 3166 alpha-2)')
    .option('--currency <code>', 'currency of the account', 'EUR')
    .option('--owner <name>', 'name of the account’s owner')
    .option('--json', 'print one JSON object')
    .action((description: string, options: ExplainOptions) => {
      const { account, transaction } = singleLine({
        description,
        amount: options.amount,
        country: options.country?.toUpperCase() ?? null,
        currency: options.currency,
        owner: options.owner ?? null,
      });
      const reference = referenceOn(readCompiled(), parseCalendarDate('2026-01-15'));
      const explanation = explain(transaction, account, reference);
      if (options.json) console.log(JSON.stringify(explanation));
      else printReadable(explanation);
    });
}
