import {
  type KnownError,
  MissingLicence,
  MissingPermission,
  NotFound,
  TryAgainLater,
  Unavailable,
} from '../errors.ts';
import { type CommonView, common } from './card.ts';
import { plain } from './plain.ts';
import type { Texts, TextValues } from './texts.ts';

export interface ProblemView extends CommonView {
  readonly eyebrow: string;
  readonly title: string;
  readonly answer: string;
  readonly nextTitle: string;
  readonly next: string;
  readonly hasReference: boolean;
  readonly reference: string;
}

/** `known: null` is a bug: nothing of it is shown but the reference under which the log holds it. */
export interface ProblemInput {
  readonly known: KnownError | null;
  readonly reference: string;
}

interface Wording {
  readonly title: string;
  readonly answer: string;
  readonly next: string;
}

export function toProblemView(input: ProblemInput, texts: Texts): ProblemView {
  const words = input.known === null ? wording('bug', {}, texts) : knownWording(input.known, texts);
  return {
    ...common(texts, `${words.title}. ${words.answer}`),
    eyebrow: texts.t('problem.eyebrow'),
    ...words,
    nextTitle: texts.t('problem.next'),
    hasReference: input.known === null,
    reference: texts.t('problem.reference', { reference: plain(input.reference, 60) }),
  };
}

/** What happened and what to do, in the reader's language where the kind of error says enough. */
export function knownWording(error: KnownError, texts: Texts): Wording {
  if (error instanceof TryAgainLater) {
    return wording('busy', { seconds: Math.max(1, Math.ceil(error.seconds)) }, texts);
  }
  if (error instanceof MissingPermission) {
    return wording('permission', { permission: plain(error.permission, 80) }, texts);
  }
  if (error instanceof MissingLicence) {
    return wording('licence', { licence: plain(error.licence, 80) }, texts);
  }
  if (error instanceof Unavailable) return wording('unavailable', {}, texts);
  // The product folders know what was looked for, but write English only.
  if (error instanceof NotFound && texts.language !== 'en') return wording('not-found', {}, texts);
  return {
    title: texts.t(error instanceof NotFound ? 'problem.not-found.title' : 'problem.known.title'),
    answer: plain(error.message, 400),
    next: plain(error.hint, 400),
  };
}

type Kind = 'bug' | 'busy' | 'permission' | 'licence' | 'unavailable' | 'not-found';

function wording(kind: Kind, values: TextValues, texts: Texts): Wording {
  return {
    title: texts.t(`problem.${kind}.title`),
    answer: texts.t(`problem.${kind}.answer`, values),
    next: texts.t(`problem.${kind}.next`, values),
  };
}
