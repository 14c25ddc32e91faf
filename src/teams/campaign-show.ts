import type { Campaign } from '../campaign/campaign.ts';
import { nearestCampaigns } from '../campaign/nearest.ts';
import type { Pressed } from '../campaign/ports.ts';
import { toCampaignView } from '../cards/campaign.ts';
import { toCampaignListView } from '../cards/campaign-list.ts';
import type { Notice } from '../cards/notice.ts';
import { type Rendered, render } from '../cards/render.ts';
import { onlyKnown } from '../errors.ts';
import { noticeReply } from './replies.ts';
import type { Answer, Line, Living } from './rows.ts';
import type { Services, Turn } from './turn.ts';

/** `campaign` alone asks for all of them, too. */
export function readCampaignList(text: string): string | null {
  return /^\s*campaigns?(\s+list)?[\s.?!]*$/i.test(text) ? '' : null;
}

export async function showCampaigns(
  input: { readonly page?: number | undefined },
  turn: Turn,
  services: Services,
): Promise<Rendered> {
  const campaigns = await services.campaigns.list();
  return render('campaign-list', toCampaignListView({ campaigns, page: input.page ?? 1 }, turn.texts));
}

/** "campaign Autumn"; a name that none has shows the nearest. */
export async function showCampaign(
  input: { readonly person: string },
  turn: Turn,
  services: Services,
): Promise<Answer> {
  const campaign = await services.campaigns.find(input.person);
  if (campaign) return living(campaign, turn, services);
  const campaigns = nearestCampaigns(await services.campaigns.list(), input.person);
  const view = toCampaignListView({ campaigns, page: 1, unknown: input.person }, turn.texts);
  return render('campaign-list', view);
}

export async function openCampaign(
  input: { readonly campaign: string },
  turn: Turn,
  services: Services,
): Promise<Answer> {
  const campaign = await services.campaigns.find(input.campaign);
  return campaign ? living(campaign, turn, services) : gone(turn);
}

/** From now on the card edits itself, wherever it went. */
export async function living(campaign: Campaign, turn: Turn, services: Services): Promise<Living> {
  return {
    living: await drawCampaign(campaign, turn, services),
    // What is planned changes by a press alone; the figures of what goes on change by themselves.
    stands: isPlanned(campaign) ? null : (card) => services.campaigns.followProgress(campaign.id, card),
  };
}

export async function drawCampaign(
  campaign: Campaign,
  turn: Turn,
  services: Services,
  remark: string | null = null,
): Promise<Rendered> {
  const { campaigns } = services;
  if (!isPlanned(campaign)) {
    const progress = await campaigns.progress(campaign.id);
    return render('campaign', toCampaignView({ progress, remark }, turn.texts));
  }
  const [dryRun, asker] = await Promise.all([
    campaigns.dryRun(campaign.id),
    campaign.startAskedBy === null
      ? undefined
      : services.directory.findPerson(campaign.startAskedBy).catch(onlyKnown),
  ]);
  const askedByName = asker?.displayName ?? null;
  return render('campaign', toCampaignView({ dryRun, askedByName, remark }, turn.texts));
}

export function isPlanned({ state }: Campaign): boolean {
  return state === 'draft' || state === 'scheduled';
}

/** What became of a press: the campaign as it is now, and one line where it is not what was wanted. */
export async function afterPress(pressed: Pressed, turn: Turn, services: Services): Promise<Answer> {
  const { kind, campaign } = pressed;
  if (kind === 'done') return living(campaign, turn, services);
  const { name, state } = campaign;
  const notices: Readonly<Record<typeof kind, Notice>> = {
    faster: { kind: 'campaign-faster' },
    'needs-second-admin': { kind: 'campaign-needs-second-admin', name },
    'same-admin': { kind: 'campaign-same-admin' },
    'not-possible': { kind: 'campaign-not-possible', state },
  };
  const line = noticeReply(notices[kind], turn);
  return { line, card: await drawCampaign(campaign, turn, services, line.summary) };
}

export function gone(turn: Turn): Line {
  return { line: noticeReply({ kind: 'campaign-gone' }, turn) };
}
