import type { EvidenceRow, Fix } from '../triage/diagnosis.ts';
import type { RegisteredMethod } from '../triage/evidence.ts';
import { joined } from './card.ts';
import { plain } from './plain.ts';
import { typedAddress } from './status-words.ts';
import { type Texts, textsFor } from './texts.ts';
import { causeLine, doerOf, nameOf, sayKey, sentence, type TriageInput, titleOf } from './triage-words.ts';

/** Something that is folded until it is wanted. */
export interface Fold {
  readonly id: string;
  readonly title: string;
  /** What is said to a person runs in that person's direction. */
  readonly rtl: boolean;
  readonly rows: readonly FoldRow[];
}

interface FoldRow {
  readonly hasLead: boolean;
  readonly lead: string;
  readonly hasNote: boolean;
  readonly note: string;
  readonly lines: readonly { readonly text: string }[];
  readonly hasLink: boolean;
  readonly link: string;
  readonly linkTitle: string;
}

const METHODS_SHOWN = 10;
const RULED_OUT_SHOWN = 8;
/** Ids that a ticket needs; more fill a screen and say nothing new. */
const NOTED = 6;

export function foldsOf(input: TriageInput, more: readonly EvidenceRow[], texts: Texts): readonly Fold[] {
  return [
    stepsFold(input, texts),
    evidenceFold(more, input, texts),
    methodsFold(input, texts),
    ruledOutFold(input, texts),
    sayFold(input, texts),
    noteFold(input, texts),
  ].filter((fold) => fold.rows.length > 0);
}

function stepsFold(input: TriageInput, texts: Texts): Fold {
  const { fixes, person } = input.diagnosis;
  return {
    id: 'steps',
    title: texts.t('triage.steps', { count: fixes.length }),
    rtl: texts.dir === 'rtl',
    rows: fixes.map((fix) =>
      row({
        lead: texts.t('triage.who-does', {
          who: doerOf(fix, nameOf(person), texts),
          what: plain(fix.title, 120),
        }),
        note: warnings(fix, texts),
        lines: fix.steps.map((step) => sentence(step, input, texts)),
        ...(fix.link === null ? {} : { link: { url: fix.link, title: texts.t('triage.step.open') } }),
      }),
    ),
  };
}

function warnings({ id, needsIdentityProof, destructive }: Fix, texts: Texts): string {
  return joined(
    needsIdentityProof && id !== 'prove-identity' ? texts.t('triage.step.proof') : null,
    destructive ? texts.t('triage.step.lasting') : null,
  );
}

function evidenceFold(more: readonly EvidenceRow[], input: TriageInput, texts: Texts): Fold {
  return {
    id: 'evidence',
    title: texts.t('triage.evidence-more', { count: more.length }),
    rtl: texts.dir === 'rtl',
    rows: more.map((one) => row({ note: whenOf(one, texts), lines: [sentence(one.text, input, texts)] })),
  };
}

export function whenOf({ at, source }: EvidenceRow, texts: Texts): string {
  return at ? texts.shortMoment(at) : texts.t(`triage.source.${source}`);
}

function methodsFold({ evidence }: TriageInput, texts: Texts): Fold {
  const methods = evidence.methods.known ? evidence.methods.value : [];
  const counting = methods.filter(({ kind }) => kind !== 'password');
  const none = evidence.methods.known && counting.length === 0;
  return {
    id: 'methods',
    title: texts.t('triage.methods', { count: counting.length }),
    rtl: texts.dir === 'rtl',
    rows: none
      ? [row({ lines: [texts.t('triage.methods-none')] })]
      : counting.slice(0, METHODS_SHOWN).map((method) => methodRow(method, texts)),
  };
}

function methodRow(method: RegisteredMethod, texts: Texts): FoldRow {
  const { kind, label, addedAt, lastUsedAt, appVersion, usable } = method;
  return row({
    lead: joined(
      texts.t(`method.${kind}`),
      label === null ? null : texts.isolated(plain(label, 60)),
      usable ? null : texts.t('triage.method.unusable'),
    ),
    note: joined(
      addedAt && texts.t('method.added', { date: texts.date(addedAt) }),
      lastUsedAt && texts.t('triage.method.used', { date: texts.date(lastUsedAt) }),
      appVersion && texts.t('triage.method.version', { version: plain(appVersion, 20) }),
    ),
  });
}

function ruledOutFold(input: TriageInput, texts: Texts): Fold {
  const shown = input.diagnosis.ruledOut.slice(0, RULED_OUT_SHOWN);
  return {
    id: 'ruled-out',
    title: texts.t('triage.ruled-out', { count: shown.length }),
    rtl: texts.dir === 'rtl',
    rows: shown.map(({ cause, why }) =>
      row({ lead: causeLine(cause, texts), lines: [sentence(why, input, texts)] }),
    ),
  };
}

/** Ready to be read out, in the language of the person who called. */
function sayFold({ diagnosis, whole, registrationUrl }: TriageInput, texts: Texts): Fold {
  const theirs = textsFor(diagnosis.person.preferredLanguage, texts.timeZone);
  const told = theirs.t(sayKey(diagnosis), { address: typedAddress(registrationUrl) });
  return {
    id: 'say',
    title: texts.t('triage.say', { name: nameOf(diagnosis.person) }),
    rtl: theirs.dir === 'rtl',
    rows: whole ? [row({ lines: [told] })] : [],
  };
}

/** Text and ids alone, so that it can be marked and copied into any ticket. */
function noteFold(input: TriageInput, texts: Texts): Fold {
  const { diagnosis, whole, caseId } = input;
  const { person, confidence, summary, asOf } = diagnosis;
  const lines = [
    `${nameOf(person)} (${plain(person.userPrincipalName, 100)})`,
    joined(titleOf('found', diagnosis, texts), texts.t(`triage.confidence.${confidence}`)),
    sentence(summary, input, texts, 600),
    ...notedRows(input, texts),
    joined(texts.t('triage.note.case', { id: caseId }), texts.moment(asOf)),
  ];
  return {
    id: 'note',
    title: texts.t('triage.note'),
    rtl: texts.dir === 'rtl',
    rows: whole ? [row({ lines })] : [],
  };
}

function notedRows({ diagnosis, evidence }: TriageInput, texts: Texts): readonly string[] {
  const signIns = evidence.signIns.known ? evidence.signIns.value : [];
  const correlations = new Map(signIns.map(({ id, correlationId }) => [id, correlationId]));
  return diagnosis.evidence
    .filter(({ id }) => id !== null)
    .slice(0, NOTED)
    .map((one) => {
      const correlation = one.source === 'signIn' && one.id !== null ? correlations.get(one.id) : null;
      return joined(
        texts.t(`triage.source.${one.source}`),
        one.at && texts.shortMoment(one.at),
        plain(one.id ?? '', 80),
        correlation && texts.t('triage.note.correlation', { id: plain(correlation, 80) }),
      );
    });
}

function row(parts: {
  readonly lead?: string;
  readonly note?: string;
  readonly lines?: readonly string[];
  readonly link?: { readonly url: string; readonly title: string };
}): FoldRow {
  const { lead = '', note = '', lines = [], link } = parts;
  return {
    hasLead: lead !== '',
    lead,
    hasNote: note !== '',
    note,
    lines: lines.map((text) => ({ text })),
    hasLink: link !== undefined,
    link: link?.url ?? '',
    linkTitle: link?.title ?? '',
  };
}
