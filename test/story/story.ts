import { addMethod } from '../../demo/registering/methods.ts';
import { signIn } from '../../demo/tenant/company/sign-in.ts';
import { rememberConversation } from '../../src/store/conversations.ts';
import { type Database, databaseOn } from '../../src/store/db.ts';
import { nameChannel } from '../../src/store/named-channels.ts';
import { createPglite, driverOn } from '../../src/store/pglite.ts';
import { addOwnChats, type CampaignRun, startCampaignRun } from '../support/campaign-run.ts';

/** What somebody did, or what they read. */
export interface StoryLine {
  readonly at: Date;
  /** 1 is the day on which the announcement goes out. */
  readonly day: number;
  readonly who: string;
  readonly did: 'does' | 'reads' | 'sees changed';
  readonly what: string;
}

/** The whole program, a small company, and a clock that is put forward: three weeks in seconds. */
export interface Story {
  readonly run: CampaignRun;
  readonly database: Database;
  readonly lines: readonly StoryLine[];
  readonly people: Readonly<Record<'admin' | 'security', string>>;
  nameOf(personId: string): string;
  /** Puts the clock forward, and waits until everything that is due by then is done. */
  to(day: number, time: string): Promise<void>;
  /** Through a day, so that everybody's morning is met wherever they live. */
  through(day: number): Promise<void>;
  quiet(): Promise<void>;
  /** Somebody types, presses or registers, and the answer is in the log, too. */
  says(personId: string, text: string): Promise<void>;
  presses(personId: string, what: string, verb: string, data?: object): Promise<void>;
  registers(personId: string): void;
  /** Somebody signs in at this moment; `code` 0 succeeds. */
  signsIn(
    personId: string,
    draft: Pick<Parameters<typeof signIn>[1], 'code' | 'app' | 'requiredBy' | 'risk' | 'more'>,
  ): void;
  hasRead(who: string, what: RegExp): boolean;
  stop(): Promise<void>;
}

export const FIRST_DAY = '2030-11-26';
const HELPDESK = '19:helpdesk@thread.tacv2';
const ADMINS = '19:admins@thread.tacv2';
/** As the log calls them. */
export const HELPDESK_CHANNEL = '#helpdesk';
export const ADMINS_CHANNEL = '#rollout';
/** The only ones who have nothing when the story begins. */
export const DEPARTMENTS: readonly string[] = ['Logistics', 'E-Commerce'];
const DAY_MS = 86_400_000;
/** In Japan, in Europe and in America. */
const MORNINGS: readonly string[] = ['02:00', '09:30', '15:30'];

export async function startStory(): Promise<Story> {
  const database = databaseOn(driverOn(await createPglite()));
  const start = momentOf(-3, '09:00');
  const run = await startCampaignRun({ database, start, withExcludedGroup: true });
  const { company, clock } = run;
  const staff = [...company.accounts.values()].filter(
    ({ kind }) => kind === 'staff' || kind === 'break-glass',
  );
  for (const { id, kind, user, methods } of staff) {
    if (kind !== 'staff' || methods.length > 1 || DEPARTMENTS.includes(String(user.department))) continue;
    addMethod(company, id, 'passkey', { at: new Date(Date.parse(start) - 60 * DAY_MS) });
  }
  company.refreshReport(clock.now());
  await addOwnChats(
    database,
    staff.map(({ id }) => id),
    run.teams.serviceUrl,
  );
  for (const [purpose, conversationId] of [
    ['helpdesk', HELPDESK],
    ['admins', ADMINS],
  ] as const) {
    await addChannel(run, database, { purpose, conversationId });
  }

  const lines: StoryLine[] = [];
  const read = new Map<string, number>();
  let edits = 0;
  const nameOf = (personId: string) => String(company.accounts.get(personId)?.user.displayName ?? personId);
  const note = (who: string, did: StoryLine['did'], what: string) => {
    const at = clock.now();
    lines.push({ at, day: dayOf(at), who, did, what });
  };
  const collect = () => {
    for (const [chat, bodies] of run.teams.accepted) {
      for (const body of bodies.slice(read.get(chat) ?? 0))
        note(readerOf(chat, nameOf), 'reads', summaryOf(body));
      read.set(chat, bodies.length);
    }
    for (const { chat, body } of run.teams.edited.slice(edits)) {
      note(readerOf(chat, nameOf), 'sees changed', summaryOf(body));
    }
    edits = run.teams.edited.length;
  };
  run.teams.onAccepted = collect;

  const quiet = async () => {
    await run.until('all is done that is due', async () => {
      const { due } = await run.one<{ due: number }>(
        `select ((select count(*) from deliveries where state = 'sending')
          + (select count(*) from muster_jobs.job where state < 'completed' and start_after <= now()))::integer as due`,
      );
      return due === 0;
    });
    collect();
  };
  /** Work that was told to come again in a moment does, before the next hour begins. */
  const postponed = () =>
    run.one<{ jobs: number }>(
      `select count(*)::integer as jobs from muster_jobs.job
        where state = 'retry' and start_after <= now() + interval '1 minute'`,
    );
  const to = async (day: number, time: string) => {
    // The tenant's report of registrations is made anew every night.
    company.refreshReport(new Date(Date.parse(momentOf(day, '00:00'))));
    await run.to(momentOf(day, time));
    await quiet();
    while ((await postponed()).jobs > 0) {
      await run.to(new Date(clock.now().getTime() + 15_000).toISOString());
      await quiet();
    }
  };
  return {
    run,
    database,
    lines,
    people: { admin: company.named.admin.id, security: company.named.security.id },
    nameOf,
    hasRead: (who, what) =>
      lines.some((line) => line.who === who && line.did === 'reads' && what.test(line.what)),
    quiet,
    to,
    async through(day) {
      for (const time of MORNINGS) await to(day, time);
    },
    async says(personId, text) {
      note(nameOf(personId), 'does', `types “${text}”`);
      await run.say(personId, text);
      collect();
    },
    async presses(personId, what, verb, data = {}) {
      note(nameOf(personId), 'does', `presses “${what}”`);
      const answer = summaryIn(await run.press(personId, verb, data));
      collect();
      if (answer !== null) note(nameOf(personId), 'reads', answer);
    },
    registers(personId) {
      note(nameOf(personId), 'does', 'registers a passkey');
      run.registers(personId);
    },
    signsIn(personId, draft) {
      company.signIns.unshift(signIn(company.account(personId), { ago: 0, ...draft }, clock.now()));
      company.sortLogs();
    },
    async stop() {
      run.teams.onAccepted = null;
      await run.stop();
    },
  };
}

async function addChannel(
  run: CampaignRun,
  database: Database,
  { purpose, conversationId }: { readonly purpose: 'helpdesk' | 'admins'; readonly conversationId: string },
): Promise<void> {
  const at = run.clock.now();
  await rememberConversation(database, {
    ...{ conversationId, kind: 'channel', personId: null, tenantId: run.company.tenantId },
    ...{ serviceUrl: run.teams.serviceUrl, botId: '28:muster', teamId: null, locale: 'en-GB' },
    ...{ timeZone: null, name: null, installed: true, at },
  });
  await nameChannel(database, { purpose, conversationId, by: run.company.named.admin.id, at });
}

/** `-3` is three days before the first. */
export function momentOf(day: number, time: string): string {
  const date = new Date(Date.parse(`${FIRST_DAY}T00:00:00Z`) + (day - 1) * DAY_MS);
  return `${date.toISOString().slice(0, 10)}T${time.length === 5 ? `${time}:00` : time}Z`;
}

function dayOf(moment: Date): number {
  return Math.floor((moment.getTime() - Date.parse(`${FIRST_DAY}T00:00:00Z`)) / DAY_MS) + 1;
}

function readerOf(chat: string, nameOf: (personId: string) => string): string {
  if (chat === HELPDESK) return HELPDESK_CHANNEL;
  if (chat === ADMINS) return ADMINS_CHANNEL;
  return nameOf(chat.replace(/^chat-/, ''));
}

function summaryOf(body: unknown): string {
  const { summary, text } = body as { summary?: string; text?: string };
  return summary ?? text ?? '(a file)';
}

/** Of the card with which a press is answered; null: it was answered by a message. */
function summaryIn(answer: string): string | null {
  const { value } = JSON.parse(answer) as { value?: { fallbackText?: string } | string };
  if (typeof value === 'string') return value;
  return value?.fallbackText ?? null;
}

const WEEKDAY = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' });

/** As it is printed: day, time, who, and what they did or read. */
export function printed({ at, day, who, did, what }: StoryLine): string {
  const when = `day ${String(day).padStart(2)} ${WEEKDAY.format(at)} ${at.toISOString().slice(11, 16)}`;
  const mark = { does: '→', reads: '·', 'sees changed': '↻' }[did];
  const text = what.replace(/\s+/g, ' ');
  return `${when}  ${who.padEnd(22)} ${mark} ${text.length > 150 ? `${text.slice(0, 149)}…` : text}`;
}
