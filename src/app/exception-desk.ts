import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { onlyKnown } from '../errors.ts';
import type { Directory } from '../people/ports.ts';
import {
  EXCEPTIONS_PER_PAGE,
  type ExceptionDesk,
  type ExceptionFile,
  type ExceptionPressed,
  type ExceptionReading,
} from '../rollout/exception-desk.ts';
import { dayOf, type Exception, type ExceptionDraft, MUSTER, problemsOf } from '../rollout/exceptions.ts';
import type { Database } from '../store/db.ts';
import {
  closeException,
  closeOfAccounts,
  proposeByCases,
  reopenException,
  saveDecision,
} from '../store/exception-changes.ts';
import {
  countExceptions,
  exceptionById,
  exceptionChanges,
  exceptionReading,
  exceptionsAfter,
  exceptionsPage,
} from '../store/exceptions.ts';

interface DeskParts {
  readonly config: Pick<Config, 'breakGlassIds'>;
  readonly database: Database;
  readonly clock: Clock;
  readonly directory: Pick<Directory, 'findPerson'>;
  /** Has the accounts looked through again where that was long ago. */
  readonly lookIfOld: (reading: ExceptionReading | null) => Promise<void>;
}

const AT_ONCE = 500;
const CHANGES_SHOWN = 5;

/** What administrators do with the register. */
export function createDesk(parts: DeskParts): ExceptionDesk {
  const { database, clock } = parts;
  const fileOf = async (exception: Exception): Promise<ExceptionFile> => ({
    exception,
    changes: await exceptionChanges(database, exception.id, CHANGES_SHOWN),
    asOf: clock.now(),
  });
  /** The entry as it is now, whatever came of the press. */
  const after = async (id: string, saved: boolean): Promise<ExceptionPressed | undefined> => {
    const exception = await exceptionById(database, id);
    return exception && { kind: saved ? 'done' : 'faster', file: await fileOf(exception) };
  };
  return {
    async register(page) {
      const now = clock.now();
      await proposeByCases(database, parts.config.breakGlassIds, { by: MUSTER, at: now });
      const reading = await exceptionReading(database);
      await parts.lookIfOld(reading);
      const from = (page - 1) * EXCEPTIONS_PER_PAGE;
      const today = dayOf(now);
      const counts = await countExceptions(database, today);
      const exceptions = await exceptionsPage(database, today, { from, atMost: EXCEPTIONS_PER_PAGE });
      return { counts, page, exceptions, reading, asOf: now };
    },
    async find(id) {
      const exception = await exceptionById(database, id);
      return exception && fileOf(exception);
    },
    async decide(by, id, seen, draft) {
      const exception = await exceptionById(database, id);
      if (!exception) return undefined;
      if (isEmergency(parts, exception)) {
        await closeOfAccounts(database, [exception.personId], endedAs('emergency', clock));
        return { kind: 'emergency', file: await fileOf((await exceptionById(database, id)) ?? exception) };
      }
      if (exception.version !== seen) return { kind: 'faster', file: await fileOf(exception) };
      const at = clock.now();
      const problems = problemsOf(exception, draft, at);
      if (problems.length > 0) return { kind: 'wrong', file: await fileOf(exception), problems };
      return after(id, await save(parts, { by, at, id, seen }, draft));
    },
    async close(by, id, seen) {
      const closing = { ...(await whoever(parts, by)), at: clock.now(), why: 'usual-way' };
      return after(id, await closeException(database, id, seen, closing));
    },
    async reopen(by, id, seen) {
      const opening = { ...(await whoever(parts, by)), at: clock.now() };
      return after(id, await reopenException(database, id, seen, opening));
    },
    everything: () => everything(database),
  };
}

async function save(
  parts: DeskParts,
  about: { readonly by: string; readonly at: Date; readonly id: string; readonly seen: number },
  { decision, owner, expiresOn, note }: ExceptionDraft,
): Promise<boolean> {
  if (decision === null || owner === null || typeof owner === 'string') return false;
  const { by, byName } = await whoever(parts, about.by);
  const owned = { ownerId: owner.id, ownerName: owner.name };
  const decided = { decision, ...owned, expiresOn, note: note.trim(), by, byName, at: about.at };
  return saveDecision(parts.database, about.id, about.seen, decided);
}

/** A name for those who read it next year: by then the account may be gone. */
async function whoever({ directory }: DeskParts, by: string): Promise<{ by: string; byName: string }> {
  const person = await directory.findPerson(by).catch(onlyKnown);
  return { by, byName: person?.displayName ?? by };
}

function isEmergency({ config }: DeskParts, { personId, name }: Exception): boolean {
  return config.breakGlassIds.includes(personId) || config.breakGlassIds.includes(name.toLowerCase());
}

export async function* everything(database: Database): AsyncGenerator<readonly Exception[]> {
  for (let after: Exception | null = null; ; ) {
    const page: readonly Exception[] = await exceptionsAfter(database, after, AT_ONCE);
    if (page.length > 0) yield page;
    after = page.at(-1) ?? null;
    if (page.length < AT_ONCE) return;
  }
}

/** For a terminal, which changes nothing. */
export function exceptionReader(database: Database): Pick<ExceptionDesk, 'everything'> {
  return { everything: () => everything(database) };
}

/** What Muster closes by itself. */
export function endedAs(why: 'gone' | 'emergency', clock: Clock) {
  return { by: MUSTER, byName: null, at: clock.now(), why };
}
