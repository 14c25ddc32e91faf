import { BLADES } from '../rollout/blades.ts';
import { type CommonView, common, type Fact, joined, type Tone } from './card.ts';
import { plain } from './plain.ts';
import type { Texts } from './texts.ts';

/** About the accounts that are kept for the day on which nothing else works: alarm, test and proof. */
export interface EmergencyView extends CommonView {
  readonly eyebrow: string;
  readonly title: string;
  readonly tone: Tone;
  readonly word: string;
  readonly wordColor: 'Default' | 'Attention';
  readonly answer: string;
  readonly remarks: readonly { readonly text: string }[];
  readonly hasFacts: boolean;
  readonly facts: readonly Fact[];
  readonly hasOrders: boolean;
  readonly orders: readonly Order[];
  readonly hasLog: boolean;
  readonly log: string;
  readonly logUrl: string;
  readonly footer: string;
}

interface Order {
  readonly text: string;
  readonly weight: 'Bolder' | 'Default';
  readonly color: 'Attention' | 'Default';
}

interface SignedIn {
  readonly personName: string | null;
  readonly userPrincipalName: string | null;
  readonly at: Date;
  readonly succeeded: boolean;
  readonly application: string | null;
  readonly ip: string | null;
  readonly country: string | null;
  readonly code: number;
  readonly repeated: number;
}

export type EmergencyInput =
  | { readonly kind: 'alarm'; readonly signIn: SignedIn; readonly seenAt: Date }
  | { readonly kind: 'announced' | 'announced-before'; readonly until: Date; readonly seenAt: Date }
  | {
      readonly kind: 'proof';
      readonly account: string | null;
      readonly at: Date;
      readonly due: Date;
      readonly seenAt: Date;
    }
  /** `last`: null where no test was ever proved. */
  | { readonly kind: 'due'; readonly last: Date | null; readonly seenAt: Date };

const NAME_AT_MOST = 80;

type Part = Pick<EmergencyView, 'title' | 'tone' | 'word' | 'answer'> &
  Partial<Pick<EmergencyView, 'wordColor' | 'remarks' | 'facts' | 'orders' | 'hasLog'>>;

export function toEmergencyView(input: EmergencyInput, texts: Texts): EmergencyView {
  const part = partOf(input, texts);
  const { remarks = [], facts = [], orders = [], wordColor = 'Default', hasLog = false } = part;
  return {
    ...common(texts, `${part.title}. ${part.answer}`),
    eyebrow: texts.t('emergency.eyebrow'),
    ...part,
    wordColor,
    remarks,
    hasFacts: facts.length > 0,
    facts,
    hasOrders: orders.length > 0,
    orders,
    hasLog,
    log: texts.t('emergency.action.log'),
    logUrl: BLADES.signInLog,
    footer: texts.t('emergency.footer', { moment: texts.moment(input.seenAt) }),
  };
}

function partOf(input: EmergencyInput, texts: Texts): Part {
  switch (input.kind) {
    case 'alarm':
      return alarmPart(input.signIn, texts);
    case 'announced':
    case 'announced-before':
      return {
        title: texts.t(`emergency.${input.kind}.title`),
        tone: 'accent',
        word: texts.t('emergency.announced.word', { moment: texts.moment(input.until) }),
        answer: texts.t('emergency.announced.answer'),
      };
    case 'proof':
      return {
        title: texts.t('emergency.proof.title'),
        tone: 'good',
        word: texts.t('emergency.proof.word'),
        answer: texts.t('emergency.proof.answer', {
          account: plain(input.account ?? '—', NAME_AT_MOST),
          moment: texts.moment(input.at),
          due: texts.date(input.due),
        }),
      };
    case 'due':
      return {
        title: texts.t('emergency.due.title'),
        tone: 'warning',
        word: texts.t('emergency.due.word'),
        answer:
          input.last === null
            ? texts.t('emergency.due-never.answer')
            : texts.t('emergency.due.answer', { date: texts.date(input.last) }),
      };
  }
}

function alarmPart(signIn: SignedIn, texts: Texts): Part {
  const ending = signIn.succeeded ? 'succeeded' : 'failed';
  const account = plain(signIn.userPrincipalName ?? signIn.personName ?? '—', NAME_AT_MOST);
  const from = joined(
    signIn.ip === null ? null : plain(signIn.ip, NAME_AT_MOST),
    signIn.country === null ? null : plain(signIn.country, NAME_AT_MOST),
  );
  const facts = [
    { title: texts.t('emergency.fact.when'), value: texts.moment(signIn.at) },
    { title: texts.t('emergency.fact.from'), value: texts.isolated(from) },
    {
      title: texts.t('emergency.fact.into'),
      value: signIn.application === null ? '' : texts.isolated(plain(signIn.application, NAME_AT_MOST)),
    },
    { title: texts.t('emergency.fact.code'), value: signIn.succeeded ? '' : String(signIn.code) },
  ];
  return {
    title: texts.t(`emergency.title.${ending}`),
    tone: 'attention',
    word: texts.t('emergency.word.alarm'),
    wordColor: 'Attention',
    answer: texts.t(`emergency.answer.${ending}`, { account, moment: texts.moment(signIn.at) }),
    remarks: signIn.repeated > 0 ? [{ text: texts.t('emergency.repeated', { count: signIn.repeated }) }] : [],
    facts: facts.filter(({ value }) => value !== ''),
    orders: [
      { text: texts.t('emergency.order.call'), weight: 'Bolder', color: 'Default' },
      { text: texts.t('emergency.order.revoke'), weight: 'Default', color: 'Default' },
      { text: texts.t('emergency.order.keep'), weight: 'Default', color: 'Attention' },
    ],
    hasLog: true,
  };
}
