import type { KnownError } from '../errors.ts';
import { type Coverage, coverageRate } from '../people/coverage.ts';
import { PHONE_ENDS, REGISTRATION_STATES, type RegistrationState } from '../people/registration.ts';
import { type CommonView, common, type Fact, joined, type Tone } from './card.ts';
import { plain } from './plain.ts';
import { knownWording } from './problem.ts';
import type { Texts } from './texts.ts';

export interface RegistrationView extends CommonView {
  readonly eyebrow: string;
  readonly title: string;
  readonly tone: Tone;
  readonly word: string;
  readonly answer: string;
  readonly facts: readonly Fact[];
  readonly hasChart: boolean;
  readonly chartSentence: string;
  readonly chartTitle: string;
  /** One row a state; the numbers stand in the text too, so the shape is never their only carrier. */
  readonly rows: readonly Row[];
  /** As wide as the longest number: numbers line up, in both directions of writing. */
  readonly peopleWidth: string;
  /** The rows that have anybody: a bar has no empty parts. */
  readonly parts: readonly Row[];
  readonly hasDetail: boolean;
  readonly detailTitle: string;
  readonly detail: readonly { readonly name: string }[];
  readonly hasDetailMore: boolean;
  readonly detailMore: string;
  readonly refresh: string;
  readonly footer: string;
}

interface Row {
  readonly state: string;
  readonly people: string;
  readonly share: string;
  readonly value: number;
  /** Of the bar, in hundredths; at least wide enough to be seen. */
  readonly width: number;
  /** Of the bar's part and of the square beside the words alike. */
  readonly colour: Tone;
  readonly chartColor: string;
}

export type RegistrationInput = {
  readonly organisation: string | null;
  readonly asOf: Date;
} & (
  | {
      readonly coverage: Coverage;
      /** The report is not read to its end: the figures are those of the people read so far. */
      readonly reading: boolean;
    }
  | { readonly unreadable: KnownError }
);

/** The share at which requiring the second step locks out few enough for the helpdesk to carry. */
export const COVERAGE_GOAL = 0.95;

const NAMES_SHOWN = 10;
const LEAST_WIDTH = 2;

const COLOURS: Readonly<Record<RegistrationState, { colour: Tone; chartColor: string }>> = {
  none: { colour: 'attention', chartColor: 'attention' },
  'phone-only': { colour: 'warning', chartColor: 'warning' },
  registered: { colour: 'accent', chartColor: 'categoricalLavender' },
  passkey: { colour: 'good', chartColor: 'good' },
};

export function toRegistrationView(input: RegistrationInput, texts: Texts): RegistrationView {
  const words = 'unreadable' in input ? unreadable(input.unreadable, texts) : counted(input, texts);
  const coverage = 'unreadable' in input || input.coverage.people === 0 ? null : input.coverage;
  const rows = coverage ? rowsOf(coverage, texts) : [];
  return {
    ...common(texts, `${words.title}. ${words.answer}`),
    eyebrow: joined(
      texts.t('registration.eyebrow'),
      input.organisation === null ? null : texts.isolated(plain(input.organisation, 60)),
    ),
    ...words,
    facts: coverage ? factsOf(coverage, texts) : [],
    hasChart: coverage !== null,
    chartSentence: coverage ? sentenceOf(coverage, texts) : '',
    chartTitle: texts.t('registration.chart.title'),
    rows,
    peopleWidth: `${Math.max(0, ...rows.map((row) => row.people.length)) * 9 + 2}px`,
    parts: rows.filter((row) => row.value > 0),
    ...detailOf(coverage, texts),
    refresh: texts.t('status.action.refresh'),
    footer: footerOf(input, texts),
  };
}

interface Words {
  readonly title: string;
  readonly tone: Tone;
  readonly word: string;
  readonly answer: string;
}

function unreadable(reason: KnownError, texts: Texts): Words {
  const { answer, next } = knownWording(reason, texts);
  return {
    title: texts.t('registration.title-unreadable'),
    tone: 'warning',
    word: texts.t('registration.word.unreadable'),
    answer: `${answer} ${next}`,
  };
}

function counted({ coverage, reading }: { coverage: Coverage; reading: boolean }, texts: Texts): Words {
  const { people, registered } = coverage;
  const rate = coverageRate(coverage);
  if (reading) {
    return {
      title: texts.t('registration.title-reading'),
      tone: 'emphasis',
      word: texts.t('registration.word.reading'),
      answer: texts.t('registration.answer.reading', { people }),
    };
  }
  if (rate === null) {
    return {
      title: texts.t('registration.title-empty'),
      tone: 'emphasis',
      word: texts.t('registration.word.empty'),
      answer: texts.t('registration.answer.empty'),
    };
  }
  const outcome = rate >= COVERAGE_GOAL ? 'reached' : 'below';
  const missing = Math.max(0, Math.ceil(people * COVERAGE_GOAL - 1e-9) - registered);
  return {
    title: texts.t('registration.title', { percent: texts.percent(rate) }),
    tone: outcome === 'reached' ? 'good' : 'warning',
    word: texts.t(`registration.word.${outcome}`),
    answer: texts.t(`registration.answer.${outcome}`, {
      people,
      registered,
      missing,
      goal: texts.percent(COVERAGE_GOAL),
    }),
  };
}

function rowsOf(coverage: Coverage, texts: Texts): readonly Row[] {
  return REGISTRATION_STATES.map((state) => {
    const value = coverage.byState[state];
    const share = value / coverage.people;
    return {
      state: texts.t(`registration.state.${state}`),
      people: texts.number(value),
      share: texts.percent(share),
      value,
      width: Math.max(LEAST_WIDTH, Math.round(share * 100)),
      ...COLOURS[state],
    };
  });
}

function sentenceOf({ people, byState }: Coverage, texts: Texts): string {
  const none = texts.percent(byState.none / people);
  if (byState['phone-only'] > 0) {
    const phone = texts.percent(byState['phone-only'] / people);
    return texts.t('registration.chart.sentence', { none, phone, date: texts.calendarDate(PHONE_ENDS) });
  }
  return byState.none > 0
    ? texts.t('registration.chart.sentence-no-phone', { none })
    : texts.t('registration.chart.sentence-all');
}

function factsOf({ admins, adminsWithoutCount, guests }: Coverage, texts: Texts): readonly Fact[] {
  return [
    {
      title: texts.t('registration.admins-title'),
      value:
        adminsWithoutCount === 0
          ? texts.t('registration.admins-none')
          : texts.t('registration.admins', { count: adminsWithoutCount, all: admins }),
    },
    { title: texts.t('registration.guests'), value: texts.number(guests) },
  ];
}

function detailOf(coverage: Coverage | null, texts: Texts) {
  const names = coverage?.adminsWithout.slice(0, NAMES_SHOWN) ?? [];
  const more = (coverage?.adminsWithoutCount ?? 0) - names.length;
  return {
    hasDetail: names.length > 0,
    detailTitle: texts.t('registration.admins-detail'),
    detail: names.map(({ name }) => ({ name: texts.isolated(plain(name, 60)) })),
    hasDetailMore: more > 0,
    detailMore: more > 0 ? texts.t('common.more', { count: more }) : '',
  };
}

function footerOf(input: RegistrationInput, texts: Texts): string {
  const moment = texts.moment(input.asOf);
  const reported = 'coverage' in input ? input.coverage.reportedFrom : null;
  return reported
    ? texts.t('registration.footer', { reported: texts.moment(reported), moment })
    : texts.t('registration.footer-unreported', { moment });
}
