import { z } from 'zod';
import type { JobMetadata } from '../../services/categorization-jobs.js';

const IBANS_MAX = 100;
const IBAN_LENGTH_MAX = 60;
/** Characters of JSON. */
const METADATA_LENGTH_MAX = 20_000;

export const profile = z.enum(['RETAIL', 'CORPORATE']);
export const jobStatus = z.enum(['PENDING', 'INPROGRESS', 'COMPLETED', 'FAILED']);

/** What jobs are told beside the transactions. Members of any other name are kept and given back. */
export const metadata = z
  .looseObject({
    kvk_number: z.string().nullish().describe('Eight digits; a corporate profile needs it'),
    internal_ibans: z
      .array(z.string().max(IBAN_LENGTH_MAX))
      .max(IBANS_MAX)
      .nullish()
      .describe('Other accounts of the same person or company: transfers with them are internal'),
  })
  .refine((given) => JSON.stringify(given).length <= METADATA_LENGTH_MAX, 'holds too much')
  .nullish();

/** The metadata in our words. */
export function metadataOf(given: z.infer<typeof metadata>): JobMetadata {
  return { kvkNumber: given?.kvk_number ?? undefined, internalIbans: given?.internal_ibans ?? undefined };
}

/** As they are given back: without what was not known. */
export function wireMetadata(kvkNumber: string | null, internalIbans: readonly string[]) {
  return {
    ...(kvkNumber === null ? {} : { kvk_number: kvkNumber }),
    ...(internalIbans.length === 0 ? {} : { internal_ibans: [...internalIbans] }),
  };
}

/** A profile in our words. */
export function profileOf(word: z.infer<typeof profile>): 'retail' | 'corporate' {
  return word === 'CORPORATE' ? 'corporate' : 'retail';
}

/** A profile as answers have it. */
export function wireProfile(ours: 'retail' | 'corporate'): z.infer<typeof profile> {
  return ours === 'corporate' ? 'CORPORATE' : 'RETAIL';
}
