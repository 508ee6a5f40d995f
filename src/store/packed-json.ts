import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** Fast: higher levels take up to half as long again for a sixth less. */
const LEVEL = 3;
/** Bytes worked on in one go: every further piece is another trip to the thread pool. */
const PACKED_CHUNK = 64 * 1_024;
const PLAIN_CHUNK = 512 * 1_024;

/** JSON as gzip (RFC 1952), made beside the event loop. */
export function packJson(value: unknown): Promise<Uint8Array> {
  return pack(JSON.stringify(value), { level: LEVEL, chunkSize: PACKED_CHUNK });
}

/** The value that was packed. Throws for bytes that are no gzip of JSON. */
export async function unpackJson(bytes: Uint8Array): Promise<unknown> {
  return JSON.parse((await unpack(bytes, { chunkSize: PLAIN_CHUNK })).toString('utf8'));
}
