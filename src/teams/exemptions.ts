import { toChoosePersonView } from '../cards/choose-person.ts';
import { toExemptionCaseView, toExemptionView } from '../cards/exemption.ts';
import { type Rendered, render } from '../cards/render.ts';
import { Ambiguous, onlyKnown } from '../errors.ts';
import type { Person } from '../people/people.ts';
import type { ExemptionRisk } from '../rollout/exemption.ts';
import { findOrAskBack } from './handlers.ts';
import { noticeReply } from './replies.ts';
import type { Answer, ForAll, Growing, Line } from './rows.ts';
import { personById } from './triage-ask.ts';
import type { Services, Turn } from './turn.ts';

/** "exempt Alice": answered in writing, and never with an exemption. */
export async function askExemption(
  input: { readonly person: string },
  turn: Turn,
  services: Services,
): Promise<Answer> {
  const found = await findOrAskBack(input.person, services);
  if (!(found instanceof Ambiguous)) return answerAbout(found, turn, services);
  const choose = { asked: input.person, people: found.candidates, verb: 'exception.ask' };
  return render('choose-person', toChoosePersonView(choose, turn.texts));
}

export async function askOwnExemption(_input: object, turn: Turn, services: Services): Promise<Growing> {
  return answerAbout(await personById(turn.askerId, services), turn, services);
}

export async function pickExemption(
  input: { readonly person: string },
  turn: Turn,
  services: Services,
): Promise<Growing> {
  return answerAbout(await personById(input.person, services), turn, services);
}

async function answerAbout(person: Person, turn: Turn, services: Services): Promise<Growing> {
  const { first, whole, ...answer } = await services.exemptions.ask(turn.askerId, person);
  const own = person.id.toLowerCase() === turn.askerId.toLowerCase();
  const draw = (risk: ExemptionRisk | null, complete: boolean): Rendered => {
    const view = { answer, risk, whole: complete, own, asOf: services.clock.now() };
    return render('exemption', toExemptionView(view, turn.texts));
  };
  // An emergency account: there is nothing more to read.
  const done = answer.request.decision === 'exempt-by-design';
  return { shown: draw(await first, done), whole: whole.then((risk) => draw(risk, true)) };
}

/** Ten minutes with the helpdesk, for oneself or, by the helpdesk and administrators, for somebody else. */
export async function askForTalk(
  input: { readonly request: string },
  turn: Turn,
  services: Services,
): Promise<Line> {
  const mayForOthers = turn.roles.has('helpdesk') || turn.roles.has('admin');
  const asked = await services.exemptions.talk(turn.askerId, input.request, { mayForOthers });
  const notices = {
    wanted: 'help-wanted',
    before: 'help-wanted-before',
    nobody: 'help-nobody',
    gone: 'case-gone',
    'not-yours': 'case-gone',
  } as const;
  return { line: noticeReply({ kind: notices[asked] }, turn) };
}

export async function closeTalk(
  input: { readonly request: string },
  turn: Turn,
  services: Services,
): Promise<ForAll | Line> {
  const request = await services.exemptions.close(turn.askerId, input.request);
  const closed = request?.help?.closed;
  if (!request || !closed) return { line: noticeReply({ kind: 'case-gone' }, turn) };
  const by = await services.directory.findPerson(closed.by).catch(onlyKnown);
  const view = { request, closedBy: by?.displayName ?? null };
  return { forAll: render('exemption', toExemptionCaseView(view, turn.texts)) };
}
