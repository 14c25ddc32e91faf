import { isClose, type WatchReport } from '../rollout/watch.ts';
import { type CommonView, common, type Fact, joined, type Tone } from './card.ts';
import { plain } from './plain.ts';
import type { Texts } from './texts.ts';
import { causeLine } from './triage-words.ts';

/** How an enforcement goes: who fails and why, who is locked out, what breaks. */
export interface WatchView extends CommonView {
  readonly eyebrow: string;
  readonly title: string;
  readonly tone: Tone;
  readonly word: string;
  readonly answer: string;
  readonly remarks: readonly { readonly text: string }[];
  readonly hasCauses: boolean;
  readonly hasChart: boolean;
  readonly causesTitle: string;
  readonly causes: readonly { readonly name: string; readonly people: number; readonly line: string }[];
  readonly hasFacts: boolean;
  readonly facts: readonly Fact[];
  readonly hasLockedOut: boolean;
  readonly lockedOutTitle: string;
  readonly lockedOut: string;
  readonly canStart: boolean;
  readonly groupLabel: string;
  readonly groupPlaceholder: string;
  readonly groupError: string;
  readonly canMessage: boolean;
  readonly canStop: boolean;
  readonly watchId: string;
  readonly start: string;
  readonly message: string;
  readonly refresh: string;
  readonly stop: string;
  readonly footer: string;
}

const CAUSES_SHOWN = 5;
const APPLICATIONS_SHOWN = 3;
const NAME_AT_MOST = 60;

/** Nobody watches: how to begin. */
export function toNoWatchView(asOf: Date, texts: Texts): WatchView {
  const title = texts.t('watch.none.title');
  const answer = texts.t('watch.none.answer');
  return {
    ...common(texts, `${title}. ${answer}`),
    ...labels(texts),
    ...NOTHING,
    title,
    tone: 'emphasis',
    word: texts.t('watch.none.word'),
    answer,
    canStart: true,
    footer: texts.t('watch.as-of', { moment: texts.moment(asOf) }),
  };
}

export function toWatchView(report: WatchReport, texts: Texts): WatchView {
  const { watch, lockedOut } = report;
  const state = stateOf(report);
  const title = texts.t(`watch.${state}.title`, { count: report.failingPeople });
  const answer = answerOf(report, texts);
  const causes = report.causes.slice(0, CAUSES_SHOWN).map(({ cause, people, attempts }) => {
    const name = causeLine(cause, texts);
    return { name, people, line: texts.t('watch.cause', { cause: name, people, attempts }) };
  });
  const names = lockedOut.people.map(({ name }) => texts.isolated(plain(name, NAME_AT_MOST)));
  const more = lockedOut.count - names.length;
  return {
    ...common(texts, `${title}. ${answer}`),
    ...labels(texts),
    ...NOTHING,
    title,
    tone: TONES[state],
    word: texts.t(`watch.${state}.word`),
    answer,
    remarks: remarksOf(report, texts),
    hasCauses: causes.length > 0,
    hasChart: causes.length > 1,
    causes,
    hasFacts: true,
    facts: factsOf(report, texts),
    hasLockedOut: lockedOut.count > 0,
    lockedOutTitle: texts.t('watch.locked-out', { count: lockedOut.count }),
    lockedOut: joined(...names, more > 0 ? texts.t('common.more', { count: more }) : null),
    canMessage: lockedOut.count > 0 && watch.endedAt === null,
    canStop: watch.endedAt === null,
    canStart: watch.endedAt !== null,
    watchId: watch.id,
    footer: footerOf(report, texts),
  };
}

type State = 'unread' | 'burst' | 'locked' | 'failing' | 'quiet' | 'ended';

/** Silence of a log that is not read is no good news. */
const UNREAD_AFTER_MS = 15 * 60_000;

const TONES: Readonly<Record<State, Tone>> = {
  unread: 'warning',
  burst: 'attention',
  locked: 'warning',
  failing: 'emphasis',
  quiet: 'good',
  ended: 'emphasis',
};

function stateOf(report: WatchReport): State {
  const { watch, bursts, breaking, lockedOut, failingPeople } = report;
  if (watch.endedAt !== null) return 'ended';
  if (bursts.length > 0 || breaking.length > 0) return 'burst';
  if (isUnread(report)) return 'unread';
  if (lockedOut.count > 0) return 'locked';
  return failingPeople > 0 ? 'failing' : 'quiet';
}

function isUnread({ lag, asOf }: WatchReport): boolean {
  return lag.readTo === null || asOf.getTime() - lag.readTo.getTime() > UNREAD_AFTER_MS;
}

function answerOf(report: WatchReport, texts: Texts): string {
  const { failingPeople, from, bursts, watch } = report;
  if (watch.endedAt === null && isUnread(report)) return texts.t('watch.unread.answer');
  const [burst] = bursts;
  if (burst) {
    return texts.t('watch.burst.answer', { count: burst.people, cause: causeLine(burst.cause, texts) });
  }
  return texts.t('watch.answer', { count: failingPeople, moment: texts.shortMoment(from) });
}

function remarksOf({ breaking, weekBefore, lag }: WatchReport, texts: Texts) {
  const broken = breaking
    .slice(0, APPLICATIONS_SHOWN)
    .map(({ application, people }) =>
      texts.t('watch.breaking', { application: plain(application, NAME_AT_MOST), count: people }),
    );
  const before =
    weekBefore === null ? texts.t('watch.week-unknown') : texts.t('watch.week-before', { count: weekBefore });
  const narrow = lag.breadth === 'narrow' ? [texts.t('watch.narrow')] : [];
  return [...broken, before, ...narrow].map((text) => ({ text }));
}

function factsOf({ watch, cases, asOf }: WatchReport, texts: Texts): readonly Fact[] {
  return [
    {
      title: texts.t('watch.fact.who'),
      value: texts.t(watch.groupId === null ? 'watch.everybody' : 'watch.group'),
    },
    { title: texts.t('watch.fact.since'), value: texts.shortMoment(watch.startedAt) },
    { title: texts.t('watch.fact.until'), value: texts.shortMoment(watch.endedAt ?? watch.endsAt) },
    { title: texts.t('watch.fact.cases'), value: texts.number(cases) },
    {
      title: texts.t('watch.fact.look'),
      value: texts.t(isClose(watch, asOf) ? 'watch.hourly' : 'watch.daily'),
    },
  ];
}

function footerOf({ lag, asOf }: WatchReport, texts: Texts): string {
  return lag.readTo === null
    ? texts.t('watch.not-read')
    : texts.t('watch.read-to', { moment: texts.moment(lag.readTo), asOf: texts.shortMoment(asOf) });
}

const NOTHING = {
  remarks: [],
  hasCauses: false,
  hasChart: false,
  causes: [],
  hasFacts: false,
  facts: [],
  hasLockedOut: false,
  lockedOutTitle: '',
  lockedOut: '',
  canStart: false,
  canMessage: false,
  canStop: false,
  watchId: '',
} as const;

function labels(texts: Texts) {
  return {
    eyebrow: texts.t('watch.eyebrow'),
    causesTitle: texts.t('watch.causes'),
    groupLabel: texts.t('watch.group-label'),
    groupPlaceholder: texts.t('watch.group-placeholder'),
    groupError: texts.t('watch.group-error'),
    start: texts.t('watch.action.start'),
    message: texts.t('watch.action.message'),
    refresh: texts.t('status.action.refresh'),
    stop: texts.t('watch.action.stop'),
  };
}
