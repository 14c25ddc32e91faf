import type { ExceptionFile } from '../rollout/exception-desk.ts';
import {
  DAYS_AT_MOST,
  DECISIONS_FOR,
  type DraftProblem,
  dayAfter,
  dayOf,
  defaultExpiry,
  type Exception,
  kindOf,
  stateOf,
} from '../rollout/exceptions.ts';
import { type CommonView, common, type Fact, joined, type Tone } from './card.ts';
import { stateLine } from './exception-words.ts';
import { plain } from './plain.ts';
import type { Texts } from './texts.ts';

/** One account that needs another way: what is known of it, and the form that decides. */
export interface ExceptionView extends CommonView {
  readonly eyebrow: string;
  readonly title: string;
  readonly tone: Tone;
  readonly word: string;
  readonly answer: string;
  readonly hasRemark: boolean;
  readonly remark: string;
  readonly facts: readonly Fact[];
  readonly hasHistory: boolean;
  readonly historyTitle: string;
  readonly history: readonly { readonly text: string }[];
  readonly isOpen: boolean;
  readonly isClosed: boolean;
  readonly decisionLabel: string;
  readonly decision: string;
  readonly choices: readonly { readonly title: string; readonly value: string }[];
  readonly decisionError: string;
  readonly ownerLabel: string;
  readonly owner: string;
  readonly ownerError: string;
  readonly expiresLabel: string;
  readonly expires: string;
  readonly expiresFrom: string;
  readonly expiresTo: string;
  readonly expiresError: string;
  readonly noteLabel: string;
  readonly note: string;
  readonly noteError: string;
  readonly problems: readonly { readonly text: string }[];
  readonly exceptionId: string;
  readonly version: number;
  readonly save: string;
  readonly close: string;
  readonly reopen: string;
  readonly back: string;
  readonly footer: string;
}

/** As it was typed, so that nobody types it twice. */
export interface TypedDecision {
  readonly decision: string;
  readonly owner: string;
  readonly expires: string;
  readonly note: string;
}

export interface ExceptionInput {
  readonly file: ExceptionFile;
  readonly remark?: 'faster' | 'wrong';
  readonly problems?: readonly DraftProblem[];
  readonly typed?: TypedDecision;
}

const NAME_AT_MOST = 60;
const NOTE_AT_MOST = 200;

const TONES = {
  expired: 'attention',
  expiring: 'warning',
  proposed: 'warning',
  decided: 'good',
  closed: 'emphasis',
} as const;

export function toExceptionView(input: ExceptionInput, texts: Texts): ExceptionView {
  const { exception, changes, asOf } = input.file;
  const state = stateOf(exception, asOf);
  const title = texts.isolated(plain(exception.name, NAME_AT_MOST));
  const answer = stateLine(exception, asOf, texts);
  const remark = input.remark ? texts.t(`exception.remark.${input.remark}`) : '';
  return {
    ...common(texts, `${title}. ${answer}`),
    eyebrow: texts.t('exceptions.eyebrow'),
    title,
    tone: TONES[state],
    word: texts.t(`exceptions.state.${state}`),
    answer,
    hasRemark: remark !== '',
    remark,
    facts: factsOf(exception, texts),
    hasHistory: changes.length > 0,
    historyTitle: texts.t('exception.history'),
    history: changes.map(({ at, what, byName }) => ({
      text: joined(
        texts.shortMoment(at),
        texts.t(`exception.change.${what}`),
        byName === null ? 'Muster' : texts.isolated(plain(byName, NAME_AT_MOST)),
      ),
    })),
    isOpen: state !== 'closed',
    isClosed: state === 'closed',
    ...formOf(input, texts),
    exceptionId: exception.id,
    version: exception.version,
    save: texts.t('exception.action.save'),
    close: texts.t('exception.action.close'),
    reopen: texts.t('exception.action.reopen'),
    back: texts.t('campaign.action.back'),
    footer: texts.t('exceptions.as-of', { moment: texts.moment(asOf) }),
  };
}

function factsOf(exception: Exception, texts: Texts): readonly Fact[] {
  const { decided, sign } = exception;
  const shown =
    sign === 'no-phone' ? 'exception.sign.no-phone' : (`gate.exceptions-planned.item.${sign}` as const);
  const facts = [
    { title: texts.t('exception.fact.kind'), value: texts.t(`exceptions.kind.${kindOf(exception)}`) },
    { title: texts.t('exception.fact.sign'), value: texts.t(shown) },
  ];
  if (decided === null) return facts;
  const by = joined(texts.isolated(plain(decided.byName, NAME_AT_MOST)), texts.date(decided.at));
  return [
    ...facts,
    { title: texts.t('exception.fact.decided'), value: by },
    { title: texts.t('exception.fact.why'), value: texts.isolated(plain(decided.note, NOTE_AT_MOST)) },
  ];
}

function formOf({ file: { exception, asOf }, typed, problems = [] }: ExceptionInput, texts: Texts) {
  const { decided } = exception;
  const choices = DECISIONS_FOR[kindOf(exception)];
  const today = dayOf(asOf);
  const chosen = typed?.decision ?? decided?.decision ?? '';
  const ended = decided !== null && decided.expiresOn <= today;
  const problem = (field: string) => {
    const found = problems.find((one) => one.startsWith(`${field}-`));
    return found ? texts.t(`exception.problem.${found}`) : '';
  };
  return {
    decisionLabel: texts.t('exception.form.decision'),
    decision: choices.some((one) => one === chosen) ? chosen : '',
    choices: choices.map((value) => ({ title: texts.t(`exception.choice.${value}`), value })),
    decisionError: texts.t('exception.problem.decision-missing'),
    ownerLabel: texts.t('exception.form.owner'),
    owner: plain(typed?.owner ?? decided?.ownerName ?? '', 120),
    ownerError: texts.t('exception.problem.owner-missing'),
    expiresLabel: texts.t('exception.form.expires'),
    expires: typed?.expires || (decided && !ended ? decided.expiresOn : defaultExpiry(asOf)),
    expiresFrom: dayAfter(today, 1),
    expiresTo: dayAfter(today, DAYS_AT_MOST),
    expiresError: texts.t('exception.problem.expiry-missing'),
    noteLabel: texts.t('exception.form.note'),
    note: plain(typed?.note ?? decided?.note ?? '', NOTE_AT_MOST),
    noteError: texts.t('exception.problem.note-missing'),
    problems: ['decision', 'owner', 'expiry', 'note']
      .map((field) => ({ text: problem(field) }))
      .filter(({ text }) => text !== ''),
  };
}
