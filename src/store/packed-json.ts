import { promisify } from 'node:util';
import { gunzip, gunzipSync, gzipSync } from 'node:zlib';

const unpackBeside = promisify(gunzip);

/** Fast: higher levels take up to half as long again for a sixth less. */
const LEVEL = 3;
/** Bytes worked on in one go. */
const PACKED_CHUNK = 64 * 1_024;
const PLAIN_CHUNK = 512 * 1_024;
/** Packed bytes up to which unpacking takes no longer than handing it to the thread pool. */
const UNPACKED_AT_ONCE_MAX = 64 * 1_024;

/** JSON as gzip (RFC 1952), made at once: for the thread of analyses, which does nothing else meanwhile. */
export function packJson(value: unknown): Uint8Array {
  return gzipSync(JSON.stringify(value), { level: LEVEL, chunkSize: PACKED_CHUNK });
}

/** The value that was packed; a long one is unpacked beside the event loop. Throws for bytes that are no gzip of JSON. */
export async function unpackJson(bytes: Uint8Array): Promise<unknown> {
  const options = { chunkSize: PLAIN_CHUNK };
  const plain = bytes.length > UNPACKED_AT_ONCE_MAX ? await unpackBeside(bytes, options) : gunzipSync(bytes, options);
  return JSON.parse(plain.toString('utf8'));
}
