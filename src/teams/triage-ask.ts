import { toChoosePersonView } from '../cards/choose-person.ts';
import { type Rendered, render } from '../cards/render.ts';
import { ownSteps, toSelfHelpView } from '../cards/self-help.ts';
import { toTriageView } from '../cards/triage.ts';
import { Ambiguous, NotFound } from '../errors.ts';
import type { Person } from '../people/people.ts';
import type { Found } from '../triage/asking.ts';
import { isFresh, questionOf } from '../triage/cases.ts';
import type { Question } from '../triage/evidence.ts';
import { type AskedAbout, readQuestion } from '../triage/question.ts';
import { findOrAskBack } from './handlers.ts';
import { noticeReply } from './replies.ts';
import type { Answer, Growing } from './rows.ts';
import type { Services, Turn } from './turn.ts';

/** "why alice since yesterday on Outlook", and the sentences that mean it. */
export async function showWhyOf(
  input: { readonly person: string },
  turn: Turn,
  services: Services,
): Promise<Answer> {
  const { asked, found } = await findAsked(input.person, turn, services);
  if (!(found instanceof Ambiguous)) return answerAbout(found, asked.question, turn, services);
  const caseId = await services.asking.keep(turn.askerId, asked.question);
  const choose = { asked: asked.person, people: found.candidates, verb: 'triage.pick-user', caseId };
  return render('choose-person', toChoosePersonView(choose, turn.texts));
}

/** The end of a name may look like the end of a question: then the whole of it is looked for. */
async function findAsked(
  words: string,
  turn: Turn,
  services: Services,
): Promise<{ readonly asked: AskedAbout; readonly found: Person | Ambiguous<Person> }> {
  const asked = readQuestion(words, { now: services.clock.now(), timeZone: turn.texts.timeZone });
  try {
    return { asked, found: await findOrAskBack(asked.person, services) };
  } catch (error) {
    if (!(error instanceof NotFound) || asked.person === words.trim()) throw error;
    const found = await findOrAskBack(words, services).catch(() => {
      // Nobody is called so either: what was asked first says it better.
      throw error;
    });
    const usual = readQuestion('', { now: services.clock.now(), timeZone: turn.texts.timeZone });
    return { asked: { ...usual, person: words }, found };
  }
}

export async function pickPerson(
  input: { readonly person: string; readonly case?: string | undefined },
  turn: Turn,
  services: Services,
): Promise<Answer> {
  const now = services.clock.now();
  const kept = input.case === undefined ? undefined : await services.asking.find(input.case);
  const usual = readQuestion('', { now, timeZone: turn.texts.timeZone }).question;
  const person = await personById(input.person, services);
  return answerAbout(person, kept ? questionOf(kept, now) : usual, turn, services);
}

export async function refreshCase(
  input: { readonly case: string },
  turn: Turn,
  services: Services,
): Promise<Answer> {
  const known = await services.asking.find(input.case);
  const now = services.clock.now();
  if (!known?.personId || !isFresh(known, now)) {
    return { line: noticeReply({ kind: 'expired', replaced: false }, turn) };
  }
  const person = await personById(known.personId, services);
  return answerAbout(person, questionOf(known, now), turn, services);
}

/** About oneself: what to do, and nothing of what only security should know. */
export async function showOwnWhy(
  input: { readonly person: string },
  turn: Turn,
  services: Services,
): Promise<Growing> {
  const when = { now: services.clock.now(), timeZone: turn.texts.timeZone };
  const { question } = readQuestion(input.person, when);
  const person = await personById(turn.askerId, services);
  const { first, whole } = await services.asking.ask({ askerId: turn.askerId, person, question });
  const draw = (found: Found) => drawOwn(found, turn, services);
  return { shown: draw(await first), whole: whole.then(draw) };
}

async function answerAbout(
  person: Person,
  question: Question,
  turn: Turn,
  services: Services,
): Promise<Growing> {
  const { first, whole } = await services.asking.ask({ askerId: turn.askerId, person, question });
  const { registrationUrl, drawn } = services;
  const draw = (found: Found) => {
    const view = toTriageView({ ...found, registrationUrl }, turn.texts);
    if (found.whole) drawn.keep(view);
    return render('triage', view);
  };
  return { shown: draw(await first), whole: whole.then(draw) };
}

function drawOwn({ diagnosis, evidence, whole }: Found, turn: Turn, services: Services): Rendered {
  const about = {
    organisation: evidence.organisation?.displayName ?? null,
    registrationUrl: services.registrationUrl,
    asOf: diagnosis.asOf,
  };
  const { cause, fixes } = diagnosis;
  const careful = diagnosis.securityEscalation || diagnosis.guards.includes('break-glass-account');
  // What is half known may turn out to be an attack: until all is read, nothing is advised.
  const view = !whole
    ? ({ ...about, kind: 'reading' } as const)
    : careful
      ? ({ ...about, kind: 'call' } as const)
      : ({ ...about, kind: 'answer', cause, steps: ownSteps(fixes) } as const);
  return render('self-help', toSelfHelpView(view, turn.texts));
}

export async function personById(id: string, { directory }: Pick<Services, 'directory'>): Promise<Person> {
  const person = await directory.findPerson(id);
  if (person) return person;
  throw new NotFound(
    'This account is not in the directory (any more).',
    'If it was created a moment ago, try again in a few minutes.',
  );
}
