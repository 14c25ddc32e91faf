import type { Clock } from '../clock.ts';
import { KnownError } from '../errors.ts';
import type { Attempt } from './ports.ts';

/** A bug in reading a fact or judging by it, as whoever reads the answer is told of it. */
class Broken extends KnownError {
  readonly code = 'bug';
}

/** Tries to read something; what fails for a reason that only we can mend is kept among the bugs. */
export async function attempt<Value>(read: () => Promise<Value>, bugs: Error[]): Promise<Attempt<Value>> {
  try {
    return { known: true, value: await read() };
  } catch (error) {
    return { known: false, error: asKnown(error, bugs) };
  }
}

export function asKnown(error: unknown, bugs: Error[]): KnownError {
  if (error instanceof KnownError) return error;
  const bug = error instanceof Error ? error : new Error(String(error));
  if (!bugs.includes(bug)) bugs.push(bug);
  return new Broken('A mistake in Muster kept this from being read.', 'Please report it.', { cause: bug });
}

/** An answer that grows: what is known after that long at the latest. */
export async function soonOf<Value>(
  whole: Promise<Value>,
  { now, clock, boundMs }: { readonly now: () => Value; readonly clock: Clock; readonly boundMs: number },
): Promise<Value> {
  const enough = new AbortController();
  const late = clock.sleep(boundMs, enough.signal).then(
    () => null,
    () => null,
  );
  const first = await Promise.race([whole.then((value) => ({ value })), late]);
  enough.abort();
  return first === null ? now() : first.value;
}
