import type { FetchStep } from '../domain/bank-fetcher.js';
import { type FetchKey, insertFetchStep, listFetchSteps } from '../store/fetch-steps.js';
import { openSecret, sealSecret } from './seal-secret.js';
import type { Services } from './services.js';

/** Whose secret a sealed step is; see sealSecret. */
function placeOfStep({ projectId, consentId, fetchId }: FetchKey, position: number): string {
  return `fetch step:${projectId}:${consentId}:${fetchId}:${position}`;
}

/** What a fetch has done so far, in this process or in another that died. */
export async function fetchStepsOf({ database, secretKey }: Services, fetch: FetchKey): Promise<FetchStep[]> {
  const sealed = await listFetchSteps(database, fetch);
  return sealed.map(
    (text, position) => JSON.parse(openSecret(text, placeOfStep(fetch, position), secretKey)) as FetchStep,
  );
}

/** Keeps each further step of a fetch that has made `made` of them. */
export function stepKeeper({ database, secretKey }: Services, fetch: FetchKey, made: number) {
  let position = made;
  return async (step: FetchStep): Promise<void> => {
    const stepSealed = sealSecret(JSON.stringify(step), placeOfStep(fetch, position), secretKey);
    await insertFetchStep(database, fetch, { position, stepSealed });
    position += 1;
  };
}
