import type { KnownError } from '../errors.ts';
import type { LegacyPerson, LegacyReading, LegacyUse } from '../rollout/legacy-auth.ts';
import { type CommonView, common, joined, type Tone } from './card.ts';
import { plain } from './plain.ts';
import { knownWording } from './problem.ts';
import type { Texts } from './texts.ts';

export interface LegacyAuthView extends CommonView {
  readonly eyebrow: string;
  readonly title: string;
  readonly tone: Tone;
  readonly word: string;
  readonly answer: string;
  readonly hasNote: boolean;
  /** What the figures do not hold. */
  readonly note: string;
  readonly accounts: readonly AccountView[];
  readonly hasMore: boolean;
  readonly more: string;
  readonly hasRefresh: boolean;
  readonly refresh: string;
  readonly footer: string;
}

interface AccountView {
  readonly name: string;
  readonly uses: readonly { readonly text: string; readonly color: string; readonly advice: string }[];
}

export type LegacyAuthInput = {
  readonly organisation: string | null;
  readonly asOf: Date;
} & (
  | { readonly reading: LegacyReading }
  | { readonly unreadable: KnownError }
  /** It is being read: the whole follows. */
  | { readonly days: number }
);

const ACCOUNTS_SHOWN = 8;
const USES_SHOWN = 2;
const NAME_AT_MOST = 60;

export function toLegacyAuthView(input: LegacyAuthInput, texts: Texts): LegacyAuthView {
  const words = wordsFor(input, texts);
  const report = 'reading' in input ? input.reading.report : null;
  const people = report?.people ?? [];
  const more = people.length - ACCOUNTS_SHOWN;
  const note = 'reading' in input ? noteOn(input.reading, texts) : '';
  return {
    ...common(texts, `${words.title}. ${words.answer}`),
    eyebrow: joined(
      texts.t('legacy.eyebrow'),
      input.organisation === null ? null : texts.isolated(plain(input.organisation, NAME_AT_MOST)),
    ),
    ...words,
    hasNote: note !== '',
    note,
    accounts: people.slice(0, ACCOUNTS_SHOWN).map((person) => accountView(person, texts)),
    hasMore: more > 0,
    more: more > 0 ? texts.t('legacy.more', { count: more }) : '',
    hasRefresh: !('days' in input),
    refresh: texts.t('status.action.refresh'),
    footer: texts.t('common.read-at', { moment: texts.moment(input.asOf) }),
  };
}

type Words = Pick<LegacyAuthView, 'title' | 'tone' | 'word' | 'answer'>;

function wordsFor(input: LegacyAuthInput, texts: Texts): Words {
  if ('unreadable' in input) {
    const { answer, next } = knownWording(input.unreadable, texts);
    return worded('unreadable', 'warning', { answer: `${answer} ${next}` }, texts);
  }
  if ('days' in input) return worded('reading', 'emphasis', { days: input.days }, texts);
  const { totals, days } = input.reading.report;
  const values = {
    days,
    count: totals.peopleWithSuccess,
    signIns: totals.successes,
    tried: totals.people - totals.peopleWithSuccess,
  };
  if (totals.successes > 0) return worded('open', 'attention', values, texts);
  if (totals.signIns > 0) return worded('tried', 'warning', values, texts);
  const none = worded('none', 'good', values, texts);
  if (input.reading.withoutNonInteractive === null) return none;
  // What programs do by themselves was not seen: nothing found is then no good news.
  return { ...none, tone: 'warning', word: texts.t('legacy.word.unreadable') };
}

type Outcome = 'none' | 'tried' | 'open' | 'reading' | 'unreadable';

function worded(
  outcome: Outcome,
  tone: Tone,
  values: Readonly<Record<string, string | number>>,
  texts: Texts,
): Words {
  const answer = values.answer;
  return {
    title: texts.t(`legacy.title.${outcome}`, values),
    tone,
    word: texts.t(`legacy.word.${outcome}`),
    answer: outcome === 'unreadable' ? String(answer) : texts.t(`legacy.answer.${outcome}`, values),
  };
}

function noteOn({ report, withoutNonInteractive }: LegacyReading, texts: Texts): string {
  return [
    withoutNonInteractive === null ? '' : texts.t('gate.legacy-auth.interactive-only'),
    report.unlisted === 0 ? '' : texts.t('legacy.unlisted', { count: report.unlisted }),
  ]
    .filter(Boolean)
    .join(' ');
}

function accountView(person: LegacyPerson, texts: Texts): AccountView {
  const name = plain(person.displayName || person.userPrincipalName, NAME_AT_MOST);
  return {
    name: texts.isolated(name),
    uses: person.uses.slice(0, USES_SHOWN).map((use) => ({
      text: textOf(use, texts),
      color: use.successes > 0 ? 'Attention' : 'Default',
      advice: texts.t(`legacy.advice.${use.advice}`),
    })),
  };
}

function textOf({ protocol, successes, failures, lastSeen }: LegacyUse, texts: Texts): string {
  const values = { protocol: plain(protocol, NAME_AT_MOST), successes, failures };
  return texts.t('legacy.use', { ...values, date: texts.date(lastSeen) });
}
