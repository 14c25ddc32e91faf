import { type KnownError, MissingLicence, MissingPermission, TryAgainLater, Unavailable } from '../errors.ts';
import { type CommonView, common } from './card.ts';
import { plain } from './plain.ts';
import type { Texts } from './texts.ts';

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
  const words = input.known === null ? bug(texts) : knownWording(input.known, texts);
  return {
    ...common(texts, `${words.title}. ${words.answer}`),
    eyebrow: texts.t('problem.eyebrow'),
    ...words,
    nextTitle: texts.t('problem.next'),
    hasReference: input.known === null,
    reference: texts.t('problem.reference', { reference: plain(input.reference, 60) }),
  };
}

function bug(texts: Texts): Wording {
  return {
    title: texts.t('problem.bug.title'),
    answer: texts.t('problem.bug.answer'),
    next: texts.t('problem.bug.next'),
  };
}

/** What happened and what to do, in the reader's language where the kind of error says enough. */
export function knownWording(error: KnownError, texts: Texts): Wording {
  if (error instanceof TryAgainLater) {
    const seconds = Math.max(1, Math.ceil(error.seconds));
    return {
      title: texts.t('problem.busy.title'),
      answer: texts.t('problem.busy.answer'),
      next: texts.t('problem.busy.next', { seconds }),
    };
  }
  if (error instanceof MissingPermission) {
    const permission = plain(error.permission, 80);
    return {
      title: texts.t('problem.permission.title'),
      answer: texts.t('problem.permission.answer', { permission }),
      next: texts.t('problem.permission.next', { permission }),
    };
  }
  if (error instanceof MissingLicence) {
    const licence = plain(error.licence, 80);
    return {
      title: texts.t('problem.licence.title'),
      answer: texts.t('problem.licence.answer', { licence }),
      next: texts.t('problem.licence.next', { licence }),
    };
  }
  if (error instanceof Unavailable) {
    return {
      title: texts.t('problem.unavailable.title'),
      answer: texts.t('problem.unavailable.answer'),
      next: texts.t('problem.unavailable.next'),
    };
  }
  // Written for people by the product folders, in the words of the question.
  return {
    title: texts.t('problem.known.title'),
    answer: plain(error.message, 400),
    next: plain(error.hint, 400),
  };
}
