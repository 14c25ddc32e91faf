import {
  type ExemptionAnswer,
  type ExemptionOffer,
  type ExemptionRequest,
  type ExemptionRisk,
  FOREIGN_DAYS,
} from '../rollout/exemption.ts';
import { type CommonView, common, type Fact, joined, type Tone } from './card.ts';
import { plain } from './plain.ts';
import type { Texts } from './texts.ts';

/** What becomes of the wish to be left out: what is at stake, what is easier, and what was recorded. */
export interface ExemptionView extends CommonView {
  readonly eyebrow: string;
  readonly title: string;
  readonly hasSignInName: boolean;
  readonly signInName: string;
  readonly tone: Tone;
  readonly word: string;
  readonly answer: string;
  readonly hasHolds: boolean;
  readonly holdsTitle: string;
  readonly holds: readonly { readonly text: string }[];
  readonly hasOffers: boolean;
  readonly offersTitle: string;
  readonly offers: readonly { readonly text: string }[];
  readonly facts: readonly Fact[];
  readonly hasEarlier: boolean;
  readonly earlierTitle: string;
  readonly earlier: readonly { readonly text: string }[];
  readonly canTalk: boolean;
  readonly talk: string;
  readonly canClose: boolean;
  readonly done: string;
  readonly requestId: string;
  readonly footer: string;
}

export interface ExemptionInput {
  readonly answer: ExemptionAnswer;
  /** Null: nothing is known yet. */
  readonly risk: ExemptionRisk | null;
  /** It will not become more. */
  readonly whole: boolean;
  /** Whoever reads is the person: what only security should know is left out. */
  readonly own: boolean;
  readonly asOf: Date;
}

const NAME_AT_MOST = 60;
const ROLES_SHOWN = 3;

const OFFERED = {
  'windows-hello': 'method.windows-hello',
  passkey: 'method.passkey',
  'security-key': 'exceptions.decision.security-key',
} as const;

export function toExemptionView(input: ExemptionInput, texts: Texts): ExemptionView {
  const { request, earlier } = input.answer;
  const name = plain(request.personName, NAME_AT_MOST);
  const by = request.decision === 'exempt-by-design' ? 'by-design' : 'asked';
  const title = texts.t(`exemption.title.${by === 'asked' && input.own ? 'own' : by}`, { name });
  const answer = texts.t(`exemption.answer.${by}`);
  const holds = by === 'by-design' ? guardsOf(input.answer, texts) : holdsOf(input, texts);
  const offers = by === 'by-design' ? [] : offersOf(input, texts);
  return {
    ...common(texts, `${title}. ${answer}`),
    ...labels(texts),
    title,
    tone: by === 'by-design' ? 'good' : 'warning',
    word: texts.t(`exemption.word.${by}`),
    answer,
    hasHolds: holds.length > 0,
    holdsTitle: texts.t(by === 'by-design' ? 'exemption.guards' : 'exemption.holds'),
    holds,
    hasOffers: offers.length > 0,
    offers,
    facts: factsOf(input.answer, input.risk, texts),
    hasEarlier: earlier.length > 0,
    earlier: earlier.map((one) => ({
      text: joined(
        texts.date(one.askedAt),
        texts.isolated(plain(one.askedByName, NAME_AT_MOST)),
        decisionLine(one, one.offered, texts),
      ),
    })),
    canTalk: by === 'asked' && request.help === null,
    canClose: false,
    requestId: request.id,
    footer: texts.t('common.read-at', { moment: texts.moment(input.asOf) }),
  };
}

/** The same request in the helpdesk's channel, with nothing that not everybody there may read. */
export function toExemptionCaseView(
  { request, closedBy }: { readonly request: ExemptionRequest; readonly closedBy: string | null },
  texts: Texts,
): ExemptionView {
  const title = texts.t('exemption.case.title', { name: plain(request.personName, NAME_AT_MOST) });
  const answer = texts.t('exemption.case.answer');
  const closed = request.help?.closed ?? null;
  const asked = { title: texts.t('exemption.fact.asked'), value: askedLine(request, texts) };
  return {
    ...common(texts, `${title}. ${answer}`),
    ...labels(texts),
    eyebrow: texts.t('exemption.case.eyebrow'),
    title,
    hasSignInName: true,
    signInName: texts.isolated(plain(request.signInName, 100)),
    tone: closed ? 'good' : 'warning',
    word: closed
      ? texts.t('case.word-closed')
      : texts.t('case.word', { moment: texts.moment(request.help?.askedAt ?? request.askedAt) }),
    answer,
    hasHolds: false,
    holds: [],
    hasOffers: request.offered.length > 0,
    offers: request.offered.map((offer) => ({ text: texts.t(`exemption.offer.${offer}`) })),
    facts: closed ? [asked, closedFact(closed.at, closedBy, texts)] : [asked],
    hasEarlier: false,
    earlier: [],
    canTalk: false,
    canClose: closed === null,
    requestId: request.id,
    footer: texts.t('triage.note.case', { id: request.id }),
  };
}

function closedFact(at: Date, closedBy: string | null, texts: Texts): Fact {
  const name = plain(closedBy ?? '', NAME_AT_MOST);
  const done = texts.t('exemption.talk.done', { date: texts.date(at) });
  return {
    title: texts.t('exemption.fact.talk'),
    value: joined(done, name === '' ? null : texts.isolated(name)),
  };
}

function holdsOf({ risk, own, whole }: ExemptionInput, texts: Texts) {
  const lines = risk === null ? [] : [...heldLines(risk, texts), texts.t('exemption.target')];
  const seen = risk === null || own ? [] : attackLines(risk, whole, texts);
  const reading = whole ? [] : [texts.t('exemption.reading')];
  return [...lines, ...seen, ...reading].map((text) => ({ text }));
}

function heldLines({ person, roles }: ExemptionRisk, texts: Texts): readonly string[] {
  const place = joined(
    person.jobTitle === null ? null : plain(person.jobTitle, 40),
    person.department === null ? null : plain(person.department, 40),
  );
  return [
    rolesLine(roles, texts),
    place === '' ? '' : texts.t('exemption.place', { place }),
    person.mail === null ? '' : texts.t('exemption.mail', { mail: plain(person.mail, 100) }),
  ].filter((line) => line !== '');
}

function rolesLine(roles: ExemptionRisk['roles'], texts: Texts): string {
  if (roles === null) return texts.t('exemption.roles-unknown');
  if (roles.length === 0) return texts.t('exemption.roles-none');
  const more = roles.length - ROLES_SHOWN;
  const names = roles.slice(0, ROLES_SHOWN).map((role) => plain(role, NAME_AT_MOST));
  return texts.t('exemption.roles', {
    roles: joined(...names, more > 0 ? texts.t('common.more', { count: more }) : null),
  });
}

/** What has not been read yet is not “could not be read”. */
function attackLines({ foreign, risk }: ExemptionRisk, whole: boolean, texts: Texts): readonly string[] {
  const abroad =
    foreign === null
      ? whole
        ? texts.t('exemption.foreign-unknown')
        : ''
      : foreign.failures === 0
        ? texts.t('exemption.foreign-none', { days: FOREIGN_DAYS })
        : texts.t('exemption.foreign', { days: FOREIGN_DAYS, ...foreign });
  const seen = risk === null && !whole ? '' : texts.t(`exemption.risk.${risk ?? 'unknown'}`);
  return [abroad, seen].filter((line) => line !== '');
}

function offersOf({ risk, whole }: ExemptionInput, texts: Texts) {
  if (risk === null) return [];
  const lines: string[] = risk.offers.map((offer) => texts.t(`exemption.offer.${offer}`));
  if (whole && !risk.policyKnown) lines.push(texts.t('exemption.offers-unknown'));
  else if (whole && lines.length === 0) lines.push(texts.t('exemption.offers-none'));
  return lines.map((text) => ({ text }));
}

function guardsOf({ lastProof }: ExemptionAnswer, texts: Texts) {
  return [
    texts.t('exemption.guard.safe'),
    texts.t('exemption.guard.alarm'),
    lastProof === null
      ? texts.t('exemption.guard.untested')
      : texts.t('exemption.guard.tested', { date: texts.date(lastProof) }),
  ].map((text) => ({ text }));
}

function factsOf({ request }: ExemptionAnswer, risk: ExemptionRisk | null, texts: Texts): readonly Fact[] {
  const { help } = request;
  const talk =
    help === null
      ? null
      : help.closed
        ? texts.t('exemption.talk.done', { date: texts.date(help.closed.at) })
        : texts.t('exemption.talk.asked', { date: texts.date(help.askedAt) });
  return [
    { title: texts.t('exemption.fact.asked'), value: askedLine(request, texts) },
    {
      title: texts.t('exemption.fact.decision'),
      value: decisionLine(request, risk?.offers ?? request.offered, texts),
    },
    { title: texts.t('exemption.fact.decider'), value: texts.t('exemption.decider') },
    ...(talk === null ? [] : [{ title: texts.t('exemption.fact.talk'), value: talk }]),
  ];
}

function askedLine({ askedByName, askedAt }: ExemptionRequest, texts: Texts): string {
  return joined(texts.isolated(plain(askedByName, NAME_AT_MOST)), texts.shortMoment(askedAt));
}

function decisionLine(
  { decision }: ExemptionRequest,
  offered: readonly ExemptionOffer[],
  texts: Texts,
): string {
  if (decision === 'exempt-by-design') return texts.t('exemption.decided-design');
  if (offered.length === 0) return texts.t('exemption.decided-talk');
  const offers = joined(...offered.map((offer) => texts.t(OFFERED[offer])));
  return texts.t('exemption.decided', { offers });
}

function labels(texts: Texts) {
  return {
    eyebrow: texts.t('exemption.eyebrow'),
    hasSignInName: false,
    signInName: '',
    holdsTitle: texts.t('exemption.holds'),
    offersTitle: texts.t('exemption.offers'),
    earlierTitle: texts.t('exemption.earlier'),
    talk: texts.t('exemption.action.talk'),
    done: texts.t('case.action.done'),
  };
}
