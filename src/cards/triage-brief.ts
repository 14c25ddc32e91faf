import type { Person } from '../people/people.ts';
import type { CauseId } from '../triage/catalogue.ts';
import { PAGES } from '../triage/fix-table/proof.ts';
import { type CommonView, common, joined, type Tone } from './card.ts';
import { plain } from './plain.ts';
import type { Texts } from './texts.ts';
import { type Verdict, verdictOf } from './triage.ts';
import { causeWords, nameOf, type TriageInput } from './triage-words.ts';

/** A verdict without its proof: for a conversation, an alert, or the end of a watch. */
export interface TriageBriefView extends CommonView, Verdict {
  readonly caseId: string;
  readonly hasRefresh: boolean;
  readonly refresh: string;
  readonly entra: string;
  readonly entraUrl: string;
  readonly footer: string;
}

/** What somebody puts into a conversation whose members may all see it: their own message, which only they can change. */
export function toTriageSummaryView(input: TriageInput, texts: Texts): TriageBriefView {
  const press = texts.t('triage.reading.press', { button: texts.t('status.action.refresh') });
  const verdict = verdictOf(input, texts, press);
  return {
    ...common(texts, `${verdict.title}. ${verdict.word}. ${verdict.answer}`),
    ...verdict,
    ...bottom({ person: input.diagnosis.person, caseId: input.caseId, refresh: true }, texts),
    footer: texts.t('common.read-at', { moment: texts.moment(input.diagnosis.asOf) }),
  };
}

export interface TriageAlert {
  readonly caseId: string;
  readonly person: Person;
  readonly cause: CauseId | 'unknown';
  readonly askedAt: Date;
}

/** To the security group: somebody must look before anybody acts. */
export function toTriageAlertView(
  { caseId, person, cause, askedAt }: TriageAlert,
  texts: Texts,
): TriageBriefView {
  const title = texts.t('triage.title', { name: nameOf(person), cause: causeWords(cause, texts) });
  const answer = texts.t('triage.alert.answer', { moment: texts.moment(askedAt) });
  return {
    ...common(texts, `${title}. ${answer}`),
    ...top({ eyebrow: texts.t('triage.eyebrow-security'), title, person }, texts),
    tone: 'attention',
    word: texts.t('triage.word.security'),
    wordColor: 'Attention',
    answer,
    remarks: [],
    hasOrders: true,
    orders: [
      {
        title: texts.t('triage.do-not'),
        color: 'Attention',
        lines: [{ text: texts.t('triage.alert.do-not') }],
      },
    ],
    ...bottom({ person, caseId, refresh: false }, texts),
    footer: texts.t('triage.note.case', { id: caseId }),
  };
}

export interface WatchEnd {
  readonly caseId: string;
  readonly person: Person;
  readonly ended: 'succeeded' | 'failed' | 'nothing';
  readonly at: Date;
  readonly application: string | null;
}

const WATCH_TONES: Readonly<Record<WatchEnd['ended'], Tone>> = {
  succeeded: 'good',
  failed: 'warning',
  nothing: 'emphasis',
};

/** To whoever asked to be told. */
export function toWatchEndView(
  { caseId, person, ended, at, application }: WatchEnd,
  texts: Texts,
): TriageBriefView {
  const title = texts.t(`triage.watch.${ended}`, { name: nameOf(person) });
  const seen = joined(texts.moment(at), application === null ? null : texts.isolated(plain(application, 60)));
  const answer = ended === 'nothing' ? texts.t('triage.watch.answer-nothing') : seen;
  return {
    ...common(texts, `${title}. ${answer}`),
    ...top({ eyebrow: texts.t('triage.eyebrow-watch'), title, person }, texts),
    tone: WATCH_TONES[ended],
    word: texts.t(`triage.watch.word-${ended}`),
    wordColor: 'Default',
    answer,
    remarks: [],
    hasOrders: false,
    orders: [],
    ...bottom({ person, caseId, refresh: true }, texts),
    footer: texts.t('common.read-at', { moment: texts.moment(at) }),
  };
}

function top({ eyebrow, title, person }: { eyebrow: string; title: string; person: Person }, texts: Texts) {
  return { eyebrow, title, signInName: texts.isolated(plain(person.userPrincipalName, 100)) };
}

function bottom(
  { person, caseId, refresh }: { person: Person; caseId: string; refresh: boolean },
  texts: Texts,
) {
  return {
    caseId,
    hasRefresh: refresh,
    refresh: texts.t('status.action.refresh'),
    entra: texts.t('triage.action.entra'),
    entraUrl: PAGES.person({ person, stale: null }),
  };
}
