import type { FileHandle } from 'node:fs/promises';
import type { Clock } from '../clock.ts';
import { isLoopback } from '../environment.ts';
import { retryAfterMs } from './bot-api.ts';

/** OneDrive takes pieces of a multiple of 320 KiB; one of them is all that memory holds of a file of any size. */
const PIECE = 10 * 320 * 1024;
const TRIES = 4;
const PAUSE_MS = 2_000;
const TIMEOUT_MS = 60_000;

const PLACES = ['.sharepoint.com', '.sharepoint.us', '.sharepoint-mil.us', '.sharepoint.cn'];

/** A file about people goes to the organisation's OneDrive and nowhere else, whatever the address says. */
export function mayUploadTo(address: string, { localOnly }: { readonly localOnly: boolean }): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || url.username || url.password) return false;
  if (localOnly && isLoopback(url.hostname)) return /^https?:$/.test(url.protocol);
  return url.protocol === 'https:' && url.port === '' && PLACES.some((place) => url.hostname.endsWith(place));
}

export class UploadFailed extends Error {
  constructor(detail: string, options?: ErrorOptions) {
    super(`The place for the file refused it: ${detail}`, options);
    this.name = 'UploadFailed';
  }
}

/** Piece by piece, each tried again where the place is busy: it knows by the range what it has already. */
export async function upload(
  address: string,
  file: Pick<FileHandle, 'read'>,
  { size, clock, signal }: { readonly size: number; readonly clock: Clock; readonly signal: AbortSignal },
): Promise<void> {
  const buffer = Buffer.alloc(Math.min(PIECE, size));
  for (let start = 0; start < size; ) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(PIECE, size - start), start);
    if (bytesRead === 0) throw new UploadFailed('the file is shorter than it was');
    const range = `bytes ${start}-${start + bytesRead - 1}/${size}`;
    await put(address, { body: buffer.subarray(0, bytesRead), range, clock, signal });
    start += bytesRead;
  }
}

interface Piece {
  readonly body: Buffer<ArrayBuffer>;
  readonly range: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

async function put(address: string, { body, range, clock, signal }: Piece): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    const answer = await fetch(address, {
      method: 'PUT',
      headers: { 'content-range': range, 'content-type': 'application/octet-stream' },
      body,
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    }).catch((error: unknown) => {
      signal.throwIfAborted();
      if (tried === TRIES) throw new UploadFailed('no answer', { cause: error });
      return null;
    });
    await answer?.body?.cancel();
    // 416: this piece is there already, from a try whose answer was lost.
    if (answer?.ok || answer?.status === 416) return;
    const again = answer === null || answer.status === 429 || answer.status >= 500;
    if (!again || tried === TRIES) throw new UploadFailed(String(answer?.status ?? 'no answer'));
    const wait = retryAfterMs(answer?.headers.get('retry-after') ?? undefined) ?? PAUSE_MS * tried;
    await clock.sleep(Math.min(wait, TIMEOUT_MS), signal);
  }
}
