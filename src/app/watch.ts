import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { render } from '../cards/render.ts';
import { ownSteps, toSentStepsView } from '../cards/self-help.ts';
import { textsFor } from '../cards/texts.ts';
import { toWatchView } from '../cards/watch.ts';
import type { Clock } from '../clock.ts';
import { onlyKnown, UserError } from '../errors.ts';
import type { Queue } from '../jobs/queue.ts';
import { defineJob } from '../jobs/table.ts';
import type { BulkDirectory, Directory } from '../people/ports.ts';
import {
  burstSpans,
  type EnforcementWatch,
  newsIn,
  nextReport,
  reportOf,
  spanOf,
  WATCHED_FOR_MS,
  type WatchReport,
  weekBefore,
} from '../rollout/watch.ts';
import { personalConversationOf } from '../store/conversations.ts';
import type { Database } from '../store/db.ts';
import {
  addWatched,
  casesSinceStart,
  claimMessages,
  claimNews,
  endWatch,
  keepWatchCard,
  notInSince,
  oldestSignIn,
  openWatch,
  startWatch,
  talliesBetween,
  watchById,
  watchCard,
} from '../store/enforcement-watch.ts';
import { namedChannel } from '../store/named-channels.ts';
import { createSignInBook } from '../store/sign-ins.ts';
import { cardActivity } from '../teams/invoke.ts';
import type { Messenger } from '../teams/messenger.ts';
import type { Tell } from '../teams/tell.ts';
import type { Services } from '../teams/turn.ts';
import { REGISTER_FIRST } from '../triage/codes.ts';

/** A press writes to so many at most: whoever locked out more has to stop, not to write. */
const MESSAGED_AT_MOST = 200;

type Jobs = ReturnType<typeof jobsOf>;
type Enqueue = Queue<Jobs>['enqueue'];

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  readonly directory: Pick<Directory, 'organisation'>;
  readonly bulkDirectory: Pick<BulkDirectory, 'peopleIn'>;
  readonly messenger: Messenger;
  readonly tell: Tell;
  readonly registrationUrl: string;
  readonly enqueue: Enqueue;
}

/** How an enforcement goes, from the log that is read anyway. */
export function buildWatch(parts: Parts) {
  const { database, clock, enqueue } = parts;
  const services: Pick<Services, 'watch'> = {
    watch: {
      async report() {
        const watch = await openWatch(database);
        return watch && buildReport(parts, watch);
      },
      async start(by, groupId) {
        if (groupId !== null) await mustExist(parts, groupId);
        const startedAt = clock.now();
        const endsAt = new Date(startedAt.getTime() + WATCHED_FOR_MS);
        const { watch } = await startWatch(database, {
          id: randomUUID(),
          startedBy: by,
          startedAt,
          endsAt,
          groupId,
        });
        if (watch.groupId !== null) await enqueue('watch-people', { watchId: watch.id });
        await enqueue('watch-look', {}, { singletonKey: 'next' });
        return buildReport(parts, watch);
      },
      async stop(watchId) {
        await endWatch(database, watchId, clock.now());
        const watch = await watchById(database, watchId);
        return watch && buildReport(parts, watch);
      },
      message: (watchId, by) => messageLockedOut(parts, watchId, by),
    },
  };
  const jobs = jobsOf({
    look: () => look(parts),
    people: (watchId) => readPeople(parts, watchId),
    message: (personId) => tellHowToRegister(parts, personId),
  });
  return { services, jobs, look: () => enqueue('watch-look', {}, { singletonKey: 'next' }) };
}

/** A group that nobody is in would look like a rollout in which nobody fails. */
async function mustExist({ bulkDirectory }: Parts, groupId: string): Promise<void> {
  for await (const page of bulkDirectory.peopleIn(groupId)) if (page.length > 0) return;
  throw new UserError(
    'group-empty',
    'Nobody is in that group, so there is nobody to watch.',
    'Copy the object id of the pilot group from its page in Entra, or leave the field empty for everybody.',
  );
}

async function buildReport({ database, clock }: Parts, watch: EnforcementWatch): Promise<WatchReport> {
  const now = watch.endedAt ?? clock.now();
  const span = spanOf(watch, now);
  const before = weekBefore(span);
  const { burst, usual } = burstSpans(now);
  const [oldest, reading] = await Promise.all([oldestSignIn(database), createSignInBook(database).reading()]);
  const readThen = oldest !== null && oldest <= before.from;
  return reportOf({
    watch,
    now,
    recent: await talliesBetween(database, watch.id, span),
    burst: await talliesBetween(database, watch.id, burst),
    usual: await talliesBetween(database, watch.id, usual),
    unregistered: await notInSince(database, watch.id, REGISTER_FIRST, watch.startedAt),
    weekBefore: readThen ? await talliesBetween(database, watch.id, before) : null,
    cases: await casesSinceStart(database, watch.startedAt),
    lag: reading,
  });
}

/** After each round of the log: something new gets a card of its own, everything else edits the one that is there. */
async function look(parts: Parts): Promise<void> {
  const { database, clock } = parts;
  const watch = await openWatch(database);
  if (!watch) return;
  const now = clock.now();
  if (now >= watch.endsAt) {
    await endWatch(database, watch.id, now);
    return show(parts, { ...watch, endedAt: now }, 'edit');
  }
  const report = await buildReport(parts, watch);
  const news = newsIn(report);
  const card = await watchCard(database, watch.id);
  if (!card) {
    await claimNews(database, watch.id, news);
    return show(parts, watch, 'post');
  }
  if (news.length > 0 && (await claimNews(database, watch.id, news))) return show(parts, watch, 'post');
  if (now >= nextReport(watch, card.drawnAt)) await show(parts, watch, 'edit');
}

async function show(parts: Parts, watch: EnforcementWatch, how: 'post' | 'edit'): Promise<void> {
  const { database, clock, messenger } = parts;
  const card = await watchCard(database, watch.id);
  const at =
    how === 'edit' && card
      ? card
      : ((await namedChannel(database, 'helpdesk')) ??
        (await personalConversationOf(database, watch.startedBy)));
  if (!at) return;
  const texts = textsFor('locale' in at ? at.locale : null, 'timeZone' in at ? at.timeZone : null);
  const drawn = cardActivity(render('watch', toWatchView(await buildReport(parts, watch), texts)));
  const now = clock.now();
  if (how === 'edit' && card) {
    await messenger.update(card, card.activityId, drawn);
    return keepWatchCard(database, watch.id, card, now);
  }
  const { activityId } = await messenger.send(at, drawn);
  const { conversationId, serviceUrl } = at;
  if (activityId !== null)
    await keepWatchCard(database, watch.id, { conversationId, serviceUrl, activityId }, now);
}

async function readPeople({ database, bulkDirectory }: Parts, watchId: string): Promise<void> {
  const watch = await watchById(database, watchId);
  if (!watch?.groupId) return;
  for await (const page of bulkDirectory.peopleIn(watch.groupId)) {
    await addWatched(database, watchId, page);
  }
}

async function messageLockedOut({ database, clock, enqueue }: Parts, watchId: string, by: string) {
  const watch = await watchById(database, watchId);
  if (!watch || watch.endedAt !== null) return 0;
  const locked = await notInSince(database, watchId, REGISTER_FIRST, watch.startedAt);
  const ids = [...new Set(locked.map(({ personId }) => personId))].slice(0, MESSAGED_AT_MOST);
  return database.transaction(async (db) => {
    const reachable = await claimMessages(db, watchId, ids, { askedBy: by, at: clock.now() });
    for (const personId of reachable) await enqueue('watch-message', { personId }, { db });
    return reachable.length;
  });
}

async function tellHowToRegister({ directory, clock, tell, registrationUrl }: Parts, personId: string) {
  const organisation = await directory.organisation().catch(onlyKnown);
  const steps = ownSteps([{ id: 're-register' }]);
  const about = { organisation: organisation?.displayName ?? null, registrationUrl, steps };
  const view = { ...about, cause: 'never-registered', sentAt: clock.now() } as const;
  await tell(personId, (texts) => render('self-help', toSentStepsView(view, texts)));
}

function jobsOf(run: {
  look(): Promise<void>;
  people(watchId: string): Promise<void>;
  message(personId: string): Promise<void>;
}) {
  return {
    // The next round of the log brings another.
    'watch-look': defineJob({ schema: z.object({}), retry: { limit: 0 }, run: () => run.look() }),
    'watch-people': defineJob({
      schema: z.object({ watchId: z.guid() }),
      run: ({ watchId }) => run.people(watchId),
    }),
    // Sent once or not at all: a lost answer must not make a second message.
    'watch-message': defineJob({
      schema: z.object({ personId: z.string() }),
      retry: { limit: 0 },
      run: ({ personId }) => run.message(personId),
    }),
  };
}
