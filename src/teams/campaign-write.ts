import type { Campaign } from '../campaign/campaign.ts';
import { type DraftProblem, problemsOf, WrongDraft } from '../campaign/draft.ts';
import { draftOf, newDraft, type TypedForm, typedOf } from '../campaign/form.ts';
import type { NewCampaign } from '../campaign/ports.ts';
import { toCampaignFormView } from '../cards/campaign-form.ts';
import { type Rendered, render } from '../cards/render.ts';
import { afterPress, gone, living } from './campaign-show.ts';
import type { Answer, Line } from './rows.ts';
import type { Services, Turn } from './turn.ts';

interface Seen {
  readonly campaign: string;
  readonly seen: number;
}

/** An empty form, with everything filled in that has a default. */
export async function newCampaign(_input: object, turn: Turn, services: Services): Promise<Rendered> {
  await services.campaigns.prepare();
  return form(typedOf(newDraft(today(turn, services))), [], null, turn);
}

export async function createCampaign(input: TypedForm, turn: Turn, services: Services): Promise<Answer> {
  const day = today(turn, services);
  const draft = draftOf(input, newDraft(day), day);
  const saved = await tried(draft, day, () => services.campaigns.create(turn.askerId, draft));
  if ('problems' in saved) return form({ ...typedOf(draft), ...input }, saved.problems, null, turn);
  return living(saved.done, turn, services);
}

export async function editCampaign(input: Seen, turn: Turn, services: Services): Promise<Rendered | Line> {
  const campaign = await services.campaigns.find(input.campaign);
  return campaign ? form(typedOf(campaign), [], campaign, turn) : gone(turn);
}

export async function changeCampaign(
  input: Seen & TypedForm,
  turn: Turn,
  services: Services,
): Promise<Answer> {
  const campaign = await services.campaigns.find(input.campaign);
  if (!campaign) return gone(turn);
  const day = today(turn, services);
  const draft = draftOf(input, campaign, day);
  const change = () => services.campaigns.change(turn.askerId, campaign.id, input.seen, draft);
  const saved = await tried(draft, day, change);
  if ('done' in saved) return afterPress(saved.done, turn, services);
  return form({ ...typedOf(draft), ...input }, saved.problems, { ...campaign, version: input.seen }, turn);
}

type Tried<Done> = { readonly done: Done } | { readonly problems: readonly DraftProblem[] };

/** What only the database knows, such as a name that is taken, comes back like everything else. */
async function tried<Done>(draft: NewCampaign, day: string, save: () => Promise<Done>): Promise<Tried<Done>> {
  const problems = problemsOf(draft, day);
  if (problems.length > 0) return { problems };
  try {
    return { done: await save() };
  } catch (error) {
    if (error instanceof WrongDraft) return { problems: error.problems };
    throw error;
  }
}

function form(
  typed: TypedForm,
  problems: readonly DraftProblem[],
  change: Pick<Campaign, 'id' | 'version' | 'name'> | null,
  turn: Turn,
): Rendered {
  return render('campaign-form', toCampaignFormView({ typed, problems, change }, turn.texts));
}

/** Where the administrator is: `2026-11-20`. */
function today({ texts }: Turn, { clock }: Services): string {
  // Swedish dates are written as the calendar's own.
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  return new Intl.DateTimeFormat('sv-SE', { timeZone: texts.timeZone, ...parts }).format(clock.now());
}
