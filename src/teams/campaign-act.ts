import type { Campaign } from '../campaign/campaign.ts';
import type { CampaignDesk } from '../campaign/ports.ts';
import { toContactListView } from '../cards/campaign-contacts.ts';
import { asPreview } from '../cards/preview.ts';
import { render } from '../cards/render.ts';
import { type Language, textsFor } from '../cards/texts.ts';
import { OUTCOMES } from '../delivery/outcome.ts';
import { drawReminderPreview } from './campaign-preview.ts';
import { afterPress, drawCampaign, gone, isPlanned } from './campaign-show.ts';
import { noticeReply } from './replies.ts';
import type { Answer, Line } from './rows.ts';
import type { Services, Turn } from './turn.ts';

interface OfCampaign {
  readonly campaign: string;
}
/** `seen`: the campaign's number on the card that was pressed. */
interface Seen extends OfCampaign {
  readonly seen: number;
}

export const startCampaign = changing('start');
export const pauseCampaign = changing('pause');
export const resumeCampaign = changing('resume');
export const cancelCampaign = changing('cancel');

function changing(what: 'start' | 'pause' | 'resume' | 'cancel') {
  return async (input: Seen, turn: Turn, services: Services): Promise<Answer> => {
    const { campaigns }: { campaigns: CampaignDesk } = services;
    if (!(await campaigns.find(input.campaign))) return gone(turn);
    return afterPress(await campaigns[what](turn.askerId, input.campaign, input.seen), turn, services);
  };
}

/** Into the private chat, whoever else reads along where the button is. */
export async function previewCampaign(
  input: OfCampaign & { readonly language: Language },
  turn: Turn,
  services: Services,
): Promise<Line> {
  const campaign = await services.campaigns.find(input.campaign);
  if (!campaign) return gone(turn);
  const texts = textsFor(input.language, turn.texts.timeZone);
  const preview = asPreview(await drawReminderPreview(campaign, turn.askerId, texts, services), turn.texts);
  const sent = await services.tell(turn.askerId, () => preview);
  return line(sent ? 'campaign-previewed' : 'campaign-no-chat', turn);
}

export async function pressPreview(_input: object, turn: Turn): Promise<Line> {
  return line('campaign-preview-press', turn);
}

export async function retryFailed(
  input: OfCampaign & { readonly outcomes: readonly string[] },
  turn: Turn,
  services: Services,
): Promise<Line> {
  const campaign = await services.campaigns.find(input.campaign);
  if (!campaign) return gone(turn);
  const outcomes = OUTCOMES.filter((outcome) => input.outcomes.includes(outcome));
  if (outcomes.length === 0) return line('campaign-retry-none', turn);
  const { again } = await services.campaigns.retryFailed(turn.askerId, campaign.id, outcomes);
  const told = noticeReply({ kind: 'campaign-retried', count: again }, turn);
  return { line: told, card: await drawCampaign(campaign, turn, services, told.summary) };
}

/** From the campaign's card as a card of its own, since that one edits itself; from page to page in its place. */
export async function showContacts(
  input: OfCampaign & { readonly page?: number | undefined },
  turn: Turn,
  services: Services,
): Promise<Answer> {
  const campaign = await services.campaigns.find(input.campaign);
  if (!campaign) return gone(turn);
  const page = input.page ?? 1;
  const found = await services.campaigns.contactList(campaign.id, page);
  const shown = render('campaign-contacts', toContactListView({ campaign, ...found, page }, turn.texts));
  return input.page === undefined ? { beside: shown } : shown;
}

export async function exportCampaign(input: OfCampaign, turn: Turn, services: Services): Promise<Line> {
  const campaign = await services.campaigns.find(input.campaign);
  if (!campaign) return gone(turn);
  const { name } = campaign;
  if (turn.conversation.kind !== 'personal') {
    return { line: noticeReply({ kind: 'export-privately', name }, turn) };
  }
  await services.files.offer(campaign, await rowsOf(campaign, services), turn);
  return line('export-offered', turn);
}

async function rowsOf(campaign: Campaign, { campaigns }: Services): Promise<number> {
  if (!isPlanned(campaign)) return (await campaigns.progress(campaign.id)).targeted;
  const { recipients, excluded } = await campaigns.dryRun(campaign.id);
  return excluded.reduce((sum, { count }) => sum + count, recipients);
}

function line(
  kind:
    | 'campaign-previewed'
    | 'campaign-no-chat'
    | 'campaign-preview-press'
    | 'campaign-retry-none'
    | 'export-offered',
  turn: Turn,
): Line {
  return { line: noticeReply({ kind }, turn) };
}
