import { oneLine } from '../campaign/answers.ts';
import { meetsGoal } from '../campaign/goal.ts';
import type { PersonAnswer, PersonStanding, Snooze } from '../campaign/ports.ts';
import { type ReminderShows, toOverView, toReminderView } from '../cards/reminder.ts';
import { render } from '../cards/render.ts';
import { onlyKnown } from '../errors.ts';
import { readStatus } from '../people/status.ts';
import { noticeReply } from './replies.ts';
import type { ForAll, Line } from './rows.ts';
import type { Services, Turn } from './turn.ts';

/** Whose card it is nobody believes a button: the campaign is what it says, the person is who pressed. */
interface OfCampaign {
  readonly campaign: string;
}

export async function reminderDone(input: OfCampaign, turn: Turn, services: Services): Promise<ForAll> {
  return answered(await services.recipients.done(turn.askerId, input.campaign), input, turn, services);
}

export async function reminderSnooze(
  input: OfCampaign & { readonly snooze: Snooze },
  turn: Turn,
  services: Services,
): Promise<ForAll> {
  const answer = await services.recipients.snooze(turn.askerId, input.campaign, input.snooze);
  return answered(answer, input, turn, services);
}

export async function reminderNoPhone(input: OfCampaign, turn: Turn, services: Services): Promise<ForAll> {
  return answered(await services.recipients.noPhone(turn.askerId, input.campaign), input, turn, services);
}

export async function reminderHelp(
  input: OfCampaign & { readonly words: string },
  turn: Turn,
  services: Services,
): Promise<ForAll | Line> {
  const words = oneLine(input.words);
  if (words === null) return { line: noticeReply({ kind: 'help-empty' }, turn) };
  return answered(await services.recipients.help(turn.askerId, input.campaign, words), input, turn, services);
}

export async function reminderWhyMe(input: OfCampaign, turn: Turn, services: Services): Promise<ForAll> {
  const standing = await services.recipients.standing(turn.askerId, input.campaign);
  if (!standing) return over(turn, services);
  const { registration } = await readStatus(services, turn.askerId);
  const seen = registration.known ? registration.state : null;
  if (seen === 'passkey' || (seen !== null && meetsGoal(standing.campaign.goal, seen)))
    return reminderDone(input, turn, services);
  const asker = await services.directory.findPerson(standing.campaign.createdBy).catch(onlyKnown);
  const askedBy = asker?.displayName ?? null;
  return drawn({ kind: 'why', registration: seen, askedBy }, standing, turn, services);
}

/** The state is read again after the press: what may still be chosen has changed with it. */
async function answered(
  answer: PersonAnswer,
  { campaign }: OfCampaign,
  turn: Turn,
  services: Services,
): Promise<ForAll> {
  const standing = await services.recipients.standing(turn.askerId, campaign);
  if (answer.kind === 'over' || !standing) return over(turn, services);
  return drawn(answer, standing, turn, services);
}

async function drawn(
  shows: ReminderShows,
  { campaign, snoozes }: PersonStanding,
  turn: Turn,
  services: Services,
): Promise<ForAll> {
  const [about, alternatives] = await Promise.all([
    aboutIt(services),
    'caseKind' in shows && shows.caseKind === 'no-phone'
      ? services.alternatives.alternativesFor(turn.askerId).catch(onlyKnown)
      : [],
  ]);
  const view = {
    ...about,
    campaign,
    snoozes: snoozes.map(({ snooze }) => snooze),
    alternatives: alternatives ?? [],
    shows,
  };
  return { forAll: render('reminder', toReminderView(view, turn.texts)) };
}

async function over(turn: Turn, services: Services): Promise<ForAll> {
  return { forAll: render('reminder', toOverView(await aboutIt(services), turn.texts)) };
}

async function aboutIt({ directory, registrationUrl, clock }: Services) {
  const organisation = await directory.organisation().catch(onlyKnown);
  return { organisation: organisation?.displayName ?? null, registrationUrl, asOf: clock.now() };
}
