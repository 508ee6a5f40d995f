import { z } from 'zod';
import { AppError } from '../../domain/errors.js';

const LIMIT_DEFAULT = 200;
const LIMIT_MAX = 1000;

/** Query of every list: both arrive as text. */
export const pageQuery = z.object({
  limit: z.string().optional().describe(`Resources per page, 1 to ${LIMIT_MAX}, default ${LIMIT_DEFAULT}`),
  page: z.string().optional().describe('Number of the page, from 1'),
});

export const paginationSchema = z
  .object({
    next: z.string().nullable(),
    previous: z.string().nullable(),
    first: z.string().nullable(),
    last: z.string().nullable(),
    totalPages: z.number().int(),
    totalResources: z.number().int(),
  })
  .meta({ id: 'Pagination' });

export interface Page {
  readonly limit: number;
  readonly page: number;
  readonly offset: number;
}

function wholeNumber(name: string, text: string | undefined, fallback: number, max: number): number {
  const value = text === undefined ? fallback : Number(text);
  if (!Number.isInteger(value) || value < 1 || value > max) {
    throw new AppError('BAD_REQUEST', `${name} must be a whole number from 1 to ${max}`);
  }
  return value;
}

/** The page asked for; throws BAD_REQUEST for anything but whole numbers in range. */
export function pageOf(query: z.infer<typeof pageQuery>): Page {
  const limit = wholeNumber('limit', query.limit, LIMIT_DEFAULT, LIMIT_MAX);
  const page = wholeNumber('page', query.page, 1, 1_000_000);
  return { limit, page, offset: (page - 1) * limit };
}

/** A page with the links of the contract's introduction: all null when there is one page. */
export function paginated<T>(resources: readonly T[], total: number, page: Page, path: string) {
  const totalPages = Math.max(1, Math.ceil(total / page.limit));
  const link = (number: number) => `${path}?page=${number}&limit=${page.limit}`;
  const isSingle = totalPages === 1;
  return {
    resources: [...resources],
    pagination: {
      next: isSingle || page.page >= totalPages ? null : link(page.page + 1),
      previous: isSingle || page.page <= 1 ? null : link(Math.min(page.page - 1, totalPages)),
      first: isSingle ? null : link(1),
      last: isSingle ? null : link(totalPages),
      totalPages,
      totalResources: total,
    },
  };
}

/** The page of a list that is already in memory. */
export function pageInMemory<T>(all: readonly T[], page: Page, path: string) {
  return pagePresented(all, page, path, (resource) => resource);
}

/** The page of a list that is already in memory; only what is on the page is presented. */
export function pagePresented<T, P>(all: readonly T[], page: Page, path: string, present: (resource: T) => P) {
  const own = all.slice(page.offset, page.offset + page.limit);
  return paginated(own.map(present), all.length, page, path);
}
