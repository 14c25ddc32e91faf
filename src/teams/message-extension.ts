import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { Notice } from '../cards/notice.ts';
import { plain } from '../cards/plain.ts';
import { type Rendered, render } from '../cards/render.ts';
import { toTriageSummaryView } from '../cards/triage-brief.ts';
import type { Person } from '../people/people.ts';
import { readQuestion } from '../triage/question.ts';
import type { InboundActivity } from './activity.ts';
import { CARD, invokeResponse } from './invoke.ts';
import { noticeReply, refusalReply } from './replies.ts';
import { personById } from './triage-ask.ts';
import type { Services, Turn } from './turn.ts';

/** Somebody looks for a person beside the message box, or has chosen one to put their verdict into the message. */
export type Extension =
  | { readonly kind: 'search'; readonly words: string }
  | { readonly kind: 'choose'; readonly personId: string };

const query = z.object({
  parameters: z.array(z.object({ name: z.string(), value: z.unknown() })).max(10),
});
const chosen = z.object({ person: z.guid() });

/** Null: this is something else. */
export function readExtension(activity: InboundActivity): Extension | null {
  if (activity.type !== 'invoke') return null;
  if (activity.name === 'composeExtension/selectItem') {
    const parsed = chosen.safeParse(activity.value);
    return parsed.success ? { kind: 'choose', personId: parsed.data.person } : null;
  }
  if (activity.name !== 'composeExtension/query') return null;
  const parsed = query.safeParse(activity.value);
  const words = parsed.data?.parameters.find(({ name }) => name === SEARCHED)?.value;
  return { kind: 'search', words: typeof words === 'string' ? words.trim().slice(0, 200) : '' };
}

/** As the manifest names what is typed. */
export const SEARCHED = 'person';
const FOUND_AT_MOST = 8;
/** Teams waits five seconds for such an answer, its own way included. */
const VERDICT_WITHIN_MS = 3_500;

export interface Extensions {
  /** `mayStand`: everybody in that conversation may see what is put there. */
  answer(asked: Extension, turn: Turn, mayStand: () => Promise<boolean>): Promise<Partial<Activity>>;
}

export function createExtensions(services: Services): Extensions {
  return {
    async answer(asked, turn, mayStand) {
      if (!turn.roles.has('helpdesk')) return info(refusalReply('helpdesk', turn));
      if (!(await mayStand())) return notice({ kind: 'not-in-this-chat' }, turn);
      if (asked.kind === 'choose') return verdict(asked.personId, turn, services);
      if (asked.words === '') return notice({ kind: 'search-more' }, turn);
      const people = await find(asked.words, services);
      if (people.length === 0) return notice({ kind: 'search-nobody', asked: asked.words }, turn);
      return results(people.map(preview));
    },
  };
}

async function find(words: string, { directory }: Services): Promise<readonly Person[]> {
  const exact = await directory.findPerson(words);
  return exact ? [exact] : directory.searchPeople(words, FOUND_AT_MOST);
}

/** Only now is anything read about the person: a search must not cost what a diagnosis costs. */
async function verdict(personId: string, turn: Turn, services: Services): Promise<Partial<Activity>> {
  const { registrationUrl, clock } = services;
  const person = await personById(personId, services);
  const { question } = readQuestion('', { now: clock.now(), timeZone: turn.texts.timeZone });
  const { first, whole } = await services.asking.ask({ askerId: turn.askerId, person, question });
  const soon = new AbortController();
  const late = clock.sleep(VERDICT_WITHIN_MS, soon.signal).then(
    () => first,
    () => first,
  );
  const found = await Promise.race([whole, late]).finally(() => soon.abort());
  const { card, summary } = render(
    'triage-brief',
    toTriageSummaryView({ ...found, registrationUrl }, turn.texts),
  );
  const shown = { title: plain(person.displayName, 60), text: summary };
  return results([{ contentType: CARD, content: card, preview: { contentType: THUMBNAIL, content: shown } }]);
}

const THUMBNAIL = 'application/vnd.microsoft.card.thumbnail';

function preview({ id, displayName, userPrincipalName, department, jobTitle }: Person): object {
  const shown = {
    title: plain(displayName, 60),
    subtitle: [department, jobTitle].flatMap((one) => (one === null ? [] : plain(one, 40))).join(' · '),
    text: plain(userPrincipalName, 100),
  };
  const tap = { type: 'invoke', value: { person: id } };
  return {
    contentType: THUMBNAIL,
    content: shown,
    preview: { contentType: THUMBNAIL, content: { ...shown, tap } },
  };
}

function results(attachments: readonly object[]): Partial<Activity> {
  return respond({ type: 'result', attachmentLayout: 'list', attachments });
}

function notice(what: Notice, turn: Turn): Partial<Activity> {
  return info(noticeReply(what, turn));
}

/** One line in the place of results; nothing goes into the message. */
export function info({ summary }: Pick<Rendered, 'summary'>): Partial<Activity> {
  return respond({ type: 'message', text: summary });
}

function respond(composeExtension: object): Partial<Activity> {
  return invokeResponse({ composeExtension });
}
