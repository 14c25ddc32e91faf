import type { Clock } from '../clock.ts';
import { KnownError, MissingLicence, TryAgainLater } from '../errors.ts';
import type { SignIn } from '../triage/evidence.ts';
import type { Graph } from './client.ts';
import { instant, newestFirst, oneOf, quoted, readList } from './list.ts';
import { RequestRefused } from './outcomes.ts';
import { readSignIn } from './sign-in.ts';
import type { Urgency } from './window.ts';

/** Newer members of an enumeration are otherwise all called `unknownFutureValue`, report-only results too. */
export const WITH_NEW_WORDS = { Prefer: 'include-unknown-enum-members' };

/** More than anybody makes in a month. Pages may come half empty, but each costs a request of few. */
const MOST = 1_000;
const PAGES = 12;
const PAGE = '500';
/** The newest of all of them: who has little history is not hidden by who has much. */
const MOST_OF_SEVERAL = 3_000;
/** The last ones of a tenant: enough to see whether a failure is common. */
const MOST_FAILURES = 1_000;
const FAILURE_PAGES = 3;
/** Apps sign in by themselves so often that only the latest are worth their size. */
const SILENT_PAGE = '100';

/**
 * Failures that may hit many at once, by what they have in common: the second step, the policy, the device, the
 * password's way to the company. The log can be asked for codes only one by one, so that each costs a clause.
 */
const COMMON_CODES = [
  500121, 50074, 50076, 50079, 50072, 50158, 50161, 53000, 53001, 53003, 53004, 50105, 50087, 50088, 90025,
  80001, 80002, 80005, 50131, 50126, 50053,
];

export interface SignInLog {
  /** Of one person, or of several at once. */
  signInsOf(personIds: readonly string[], since: Date): Promise<readonly SignIn[]>;
  silentSignInsOf(personId: string, since: Date): Promise<readonly SignIn[]>;
  recentFailures(since: Date): Promise<readonly SignIn[]>;
}

interface Options {
  readonly urgency: Urgency;
  readonly clock: Clock;
}
interface Ask {
  readonly filter: string;
  readonly top: string;
  readonly most: number;
  readonly pages: number;
}

export function createSignInLog(graph: Graph, options: Options): SignInLog {
  const read = createReader(graph, options);
  return {
    signInsOf(personIds, since) {
      const filter = `${oneOf('userId', personIds)} and createdDateTime ge ${instant(since)}`;
      const [top, most] = personIds.length === 1 ? [PAGE, MOST] : ['1000', MOST_OF_SEVERAL];
      return read({ filter, top, most, pages: PAGES });
    },
    async silentSignInsOf(personId, since) {
      const silent = "signInEventTypes/any(t: t eq 'nonInteractiveUser')";
      const filter = `userId eq ${quoted(personId)} and createdDateTime ge ${instant(since)} and ${silent}`;
      const query = { $filter: filter, $top: SILENT_PAGE };
      const list = {
        name: 'signIns',
        params: {},
        options: { urgency: options.urgency, query, headers: WITH_NEW_WORDS },
      } as const;
      const rows = await readList(graph, list, { row: readSignIn, most: 1, pages: 1 });
      return newestFirst(rows.filter((row) => isSignInOf(row, personId)));
    },
    async recentFailures(since) {
      const codes = COMMON_CODES.map((code) => `status/errorCode eq ${code}`).join(' or ');
      const asked = { top: '1000', most: MOST_FAILURES, pages: FAILURE_PAGES };
      const sinceThen = `createdDateTime ge ${instant(since)}`;
      const rows = await read({ ...asked, filter: `${sinceThen} and (${codes})` }).catch((error: unknown) => {
        // So long a question is not promised to be understood; the latest of everything shows most of it, too.
        if (!(error instanceof RequestRefused)) throw error;
        return read({ ...asked, filter: sinceThen });
      });
      return rows.filter((row) => row.code !== 0);
    },
  };
}

/** The log compares ids as they are written, and so might answer with more than was asked for. */
export function isSignInOf(row: SignIn, personId: string): boolean {
  return row.personId.toLowerCase() === personId.toLowerCase();
}

/** How long v1.0 alone is asked before beta is tried again: where it is not to be had, and where it was unwell. */
const WITHOUT_BETA_MS = 10 * 60_000;
const BETA_UNWELL_MS = 60_000;

/** Beta where it is to be had: v1.0 knows neither the steps of a sign-in nor who asked for them. */
function createReader(graph: Graph, { urgency, clock }: Options): (ask: Ask) => Promise<readonly SignIn[]> {
  let withoutBetaUntil = 0;
  const read = async (name: 'signIns' | 'plainSignIns', { filter, top, most, pages }: Ask) => {
    const query = { $filter: filter, $orderby: 'createdDateTime desc', $top: top };
    const list = { name, params: {}, options: { urgency, query, headers: WITH_NEW_WORDS } };
    return newestFirst(await readList(graph, list, { row: readSignIn, most, pages }));
  };
  return async (ask) => {
    if (clock.now().getTime() < withoutBetaUntil) return read('plainSignIns', ask);
    try {
      return await read('signIns', ask);
    } catch (error) {
      if (!mayHelpElsewhere(error)) throw error;
      const plain = await read('plainSignIns', ask);
      const pause = error instanceof RequestRefused ? WITHOUT_BETA_MS : BETA_UNWELL_MS;
      withoutBetaUntil = clock.now().getTime() + pause;
      return plain;
    }
  };
}

/** What refuses beta may allow v1.0; a missing licence or a full budget is the same for both. */
export function mayHelpElsewhere(error: unknown): boolean {
  if (error instanceof MissingLicence || error instanceof TryAgainLater) return false;
  return error instanceof RequestRefused || error instanceof KnownError;
}
