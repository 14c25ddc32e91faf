import { createHash } from 'node:crypto';
import { badRequest } from '../errors.ts';

/** Where the next page starts. Opaque to clients, and good for the very same question only. */
export interface PageStart {
  readonly offset: number;
  /** The last row that was sent: new rows that push the others along must not be sent twice. */
  readonly after: string;
}

export function writeToken(start: PageStart, question: string): string {
  return Buffer.from(JSON.stringify([start.offset, start.after, digest(question)])).toString('base64url');
}

export function readToken(token: string, question: string): PageStart {
  const parts = decoded(token);
  const [offset, after, seen] = parts;
  if (typeof offset !== 'number' || typeof after !== 'string') throw badRequest('Skip token is not valid.');
  if (seen !== digest(question)) {
    throw badRequest('The $skiptoken belongs to another request: follow @odata.nextLink as it is.');
  }
  return { offset, after };
}

function decoded(token: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    // Not ours: an empty list is refused by the caller in Graph's words.
    return [];
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 12);
