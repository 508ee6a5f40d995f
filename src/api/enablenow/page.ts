import { z } from 'zod';

/** A whole number of a query, where everything is text. */
export function wholeNumber(name: string, fallback: number, max: number) {
  return z
    .string()
    .default(String(fallback))
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= 1 && Number(text) <= max, {
      message: `must be a whole number from 1 to ${max}`,
    })
    .meta({ description: `${name}, 1 to ${max}, default ${fallback}` });
}

/** The page asked for; `limit` rows after `offset`. */
export function pageOf(page: string, size: string): { limit: number; offset: number } {
  const limit = Number(size);
  return { limit, offset: (Number(page) - 1) * limit };
}
