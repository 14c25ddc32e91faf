import * as z from 'zod/mini';
import { Unavailable } from '../errors.ts';

/** Reads an answer by its schema, which names only what we use of it: whatever else Graph sends is ignored. */
export function parseAs<Schema extends z.ZodMiniType>(schema: Schema, answer: unknown): z.output<Schema> {
  const read = z.safeParse(schema, answer);
  if (!read.success) throw nonsense(z.prettifyError(read.error));
  return read.data;
}

/** Well-formed, and not what Graph promises. What it was stays out of the message: it may name people. */
export function nonsense(what: string): Unavailable {
  return new Unavailable(
    'Microsoft Graph sent an answer that makes no sense.',
    'Try again; if it stays, check that GRAPH_BASE_URL really is Graph.',
    { cause: new Error(what) },
  );
}
