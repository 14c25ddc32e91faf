import type { RegistrationLog, RegistrationNews } from '../campaign/ports.ts';
import type { Clock } from '../clock.ts';
import type { Graph } from './client.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { instant, quoted } from './list.ts';
import { RequestRefused } from './outcomes.ts';
import type { Urgency } from './window.ts';

const PAGE = '500';
/** Microsoft speaks of minutes; a row that came later than this would be missed until the report shows it. */
const LATE_MS = 15 * 60_000;

/** Beginnings of what the log calls these events: keys of computers and phones are logged by another service. */
const ACTIVITIES: readonly (readonly [begins: string, what: RegistrationNews['what']])[] = [
  ['User registered', 'registered'],
  ['Admin registered security info', 'registered'],
  ['Add FIDO2 security key', 'registered'],
  ['Add Passkey', 'registered'],
  ['Add Windows Hello for Business credential', 'registered'],
  ['Add passwordless phone sign-in credential', 'registered'],
  ['Add platform credential', 'registered'],
  ['User deleted security info', 'deleted'],
  ['Admin deleted security info', 'deleted'],
  ['Delete FIDO2 security key', 'deleted'],
  ['Delete Passkey', 'deleted'],
  ['Delete Windows Hello for Business credential', 'deleted'],
  ['Delete passwordless phone sign-in credential', 'deleted'],
  ['Delete platform credential', 'deleted'],
];
const NAMED = ACTIVITIES.map(([begins]) => `startswith(activityDisplayName,${quoted(begins)})`).join(' or ');

export function createRegistrationLog(
  graph: Graph,
  { urgency, clock }: { readonly urgency: Urgency; readonly clock: Clock },
): RegistrationLog {
  const read = ($filter: string) => {
    const query = { $filter, $top: PAGE };
    return graph.pages('registrationNews', {}, { urgency, query, mustExist: true }, readNews);
  };
  return {
    newsSince(since) {
      const completeTo = new Date(Math.max(since.getTime(), clock.now().getTime() - LATE_MS));
      return { completeTo, pages: newsIn(read, `activityDateTime ge ${instant(since)}`) };
    },
  };
}

async function* newsIn(
  read: (filter: string) => AsyncIterable<readonly (RegistrationNews | null)[]>,
  sinceThen: string,
): AsyncGenerator<readonly RegistrationNews[], void, undefined> {
  let begun = false;
  try {
    for await (const page of read(`${sinceThen} and (${NAMED})`)) {
      begun = true;
      yield onlyNews(page);
    }
  } catch (error) {
    // So long a question is not promised to be understood; a log read as a whole tells the same, only slower.
    if (begun || !(error instanceof RequestRefused)) throw error;
    for await (const page of read(sinceThen)) yield onlyNews(page);
  }
}

function onlyNews(page: readonly (RegistrationNews | null)[]): readonly RegistrationNews[] {
  return page.filter((news) => news !== null);
}

/** Null for whatever is no such news, or did not succeed. */
export function readNews(row: unknown): RegistrationNews | null {
  const fields = fieldsOf(row);
  const activity = fields.text('activityDisplayName') ?? '';
  const what = ACTIVITIES.find(([begins]) => activity.startsWith(begins))?.[1];
  const at = fields.time('activityDateTime');
  const personId = personIn(fields);
  if (what === undefined || at === null || personId === null) return null;
  return fields.text('result') === 'failure' ? null : { personId, at, what };
}

/** Whom it was done to; where only a device is named, whoever did it. */
function personIn(fields: Fields): string | null {
  const people = (fields.objects('targetResources') ?? []).filter((one) => one.text('type') === 'User');
  const id = people[0]?.text('id') ?? fields.object('initiatedBy').object('user').text('id');
  return id?.toLowerCase() ?? null;
}
