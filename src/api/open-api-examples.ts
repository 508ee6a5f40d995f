import { readFileSync } from 'node:fs';

/** Bodies that the API really took and gave, as `scripts/openapi.mjs` recorded them. */
export interface Examples {
  /** By `METHOD /path`. */
  readonly operations: Readonly<
    Record<string, { readonly request?: unknown; readonly responses: Readonly<Record<string, unknown>> }>
  >;
  /** One body for each status of errors, shown where an operation has none of its own. */
  readonly errors: Readonly<Record<string, unknown>>;
}

interface MediaTypes {
  readonly content?: Record<string, { example?: unknown }>;
}
interface Operation {
  readonly requestBody?: MediaTypes;
  readonly responses?: Record<string, MediaTypes>;
}
interface Document {
  readonly paths?: Record<string, Record<string, Operation>>;
}

const EMPTY: Examples = { operations: {}, errors: {} };

/** The examples of a contract; none before the first recording. */
export function readExamples(contract: string): Examples {
  try {
    return JSON.parse(readFileSync(new URL(`./examples/${contract}.json`, import.meta.url), 'utf8')) as Examples;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return EMPTY;
    throw error;
  }
}

/** The description with an example in every request and response that has one. */
export function withExamples(document: object, { operations, errors }: Examples): object {
  // Through text: parts that the description shares between routes must become their own.
  const shown = JSON.parse(JSON.stringify(document)) as Document;
  for (const [path, methods] of Object.entries(shown.paths ?? {})) {
    for (const [method, { requestBody, responses }] of Object.entries(methods)) {
      const known = operations[`${method.toUpperCase()} ${path}`];
      show(requestBody, known?.request);
      for (const [status, response] of Object.entries(responses ?? {}))
        show(response, known?.responses[status] ?? errors[status]);
    }
  }
  return shown;
}

function show(body: MediaTypes | undefined, example: unknown): void {
  if (example === undefined) return;
  for (const media of Object.values(body?.content ?? {})) media.example = example;
}
