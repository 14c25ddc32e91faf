import { TryAgainLater } from '../../src/errors.ts';
import type {
  LoggedSignIn,
  LogWindow,
  Reading,
  SignInBook,
  SignInSource,
} from '../../src/rollout/sign-in-log.ts';

/** A row of the log and the moment from which the log shows it. */
export interface Shown extends LoggedSignIn {
  readonly shownAt: Date;
}

export function loggedSignIn(more: Partial<Shown> & Pick<Shown, 'id' | 'at'>): Shown {
  return {
    shownAt: more.at,
    personId: 'person',
    personName: 'Ada',
    userPrincipalName: 'ada@example.org',
    applicationId: null,
    application: 'Outlook',
    code: 0,
    result: null,
    client: 'Browser',
    ip: '198.51.100.7',
    country: 'DE',
    interactive: true,
    requirement: null,
    conditionalAccess: null,
    stoppedBy: [],
    risk: null,
    ...more,
  };
}

export interface FakeLog extends SignInSource {
  readonly asked: LogWindow[];
}

/** A log as Graph shows it: newest first, in pages, each row from its own moment on. */
export function fakeLog(options: {
  readonly rows: readonly Shown[];
  readonly now: () => Date;
  readonly page?: number;
  /** Called before each page; may throw. */
  readonly trouble?: () => void;
}): FakeLog {
  const { rows, now, page = 100, trouble } = options;
  const asked: LogWindow[] = [];
  return {
    asked,
    async *read(window) {
      asked.push(window);
      const fitting = rows
        .filter((row) => row.shownAt <= now() && isIn(row, window))
        .toSorted((one, other) => other.at.getTime() - one.at.getTime());
      for (let from = 0; from === 0 || from < fitting.length; from += page) {
        trouble?.();
        yield fitting.slice(from, from + page).map(({ shownAt: _, ...row }) => row);
      }
    },
  };
}

function isIn(row: LoggedSignIn, { from, to, only }: LogWindow): boolean {
  if (row.at < from || row.at > to) return false;
  if (only === 'everything') return true;
  return 'codes' in only ? only.codes.includes(row.code) : only.personIds.includes(row.personId);
}

/** The process is gone: nothing after this line happens. */
export class Killed extends Error {}

/** Dies at random before, within or after any statement, and is told to wait at random by Graph. */
export function mortal(book: SignInBook, random: () => number, share: number): SignInBook {
  const perhaps = () => {
    if (random() < share) throw new Killed();
  };
  const around = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    perhaps();
    const value = await work();
    perhaps();
    return value;
  };
  return {
    reading: () => around<Reading>(book.reading),
    save: (rows) => around(() => book.save(rows)),
    note: (progress) => around(() => book.note(progress)),
    forgetBefore: (moment) => around(() => book.forgetBefore(moment)),
  };
}

export function throttled(random: () => number, share: number): () => void {
  return () => {
    if (random() < share) throw new TryAgainLater(3, 'Microsoft Graph');
  };
}
