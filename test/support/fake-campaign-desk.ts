import { CAMPAIGN, DRY_RUN, PROGRESS, recipient } from '../../demo/gallery/samples/campaign-facts.ts';
import type { Campaign } from '../../src/campaign/campaign.ts';
import type { CampaignDesk, CampaignLine, NewCampaign, Pressed } from '../../src/campaign/ports.ts';

export interface FakeDesk extends CampaignDesk {
  /** What it was asked to do, in order: `start admin-1 3`. */
  readonly done: string[];
  campaign: Campaign;
  /** What the next press comes to. */
  answer: Pressed['kind'];
  lines: readonly CampaignLine[];
  contacts: number;
  readonly saved: NewCampaign[];
  /** Instead of saving. */
  refuses: Error | null;
}

/** One campaign, and whatever a test says becomes of a press. */
export function fakeDesk(campaign: Partial<Campaign> = {}): FakeDesk {
  const press = (what: string) => async (by: string, _id: string, version: number) => {
    desk.done.push(`${what} ${by} ${version}`);
    return { kind: desk.answer, campaign: desk.campaign };
  };
  const save = (draft: NewCampaign) => {
    if (desk.refuses) throw desk.refuses;
    desk.saved.push(draft);
  };
  const desk: FakeDesk = {
    done: [],
    campaign: { ...CAMPAIGN, ...campaign },
    answer: 'done',
    lines: [],
    contacts: 0,
    saved: [],
    refuses: null,
    async create(by, draft) {
      save(draft);
      desk.done.push(`create ${by}`);
      return desk.campaign;
    },
    async change(by, _id, version, draft) {
      save(draft);
      desk.done.push(`change ${by} ${version}`);
      return { kind: desk.answer, campaign: desk.campaign };
    },
    async prepare() {
      desk.done.push('prepare');
    },
    list: async () => desk.lines,
    find: async (idOrName) =>
      [desk.campaign.id, desk.campaign.name.toLowerCase()].includes(idOrName.toLowerCase())
        ? desk.campaign
        : undefined,
    dryRun: async () => ({ ...DRY_RUN, campaign: desk.campaign }),
    start: press('start'),
    pause: press('pause'),
    resume: press('resume'),
    cancel: press('cancel'),
    async retryFailed(by, _id, outcomes) {
      desk.done.push(`retry ${by} ${outcomes.join(' ')}`);
      return { again: 24 };
    },
    progress: async () => ({ ...PROGRESS, campaign: desk.campaign }),
    contactList: async () => ({ people: desk.contacts > 0 ? [recipient({})] : [], total: desk.contacts }),
    async *export() {
      yield 'userPrincipalName,state\r\n';
      yield 'rosa.lind@contoso.com,told\r\n';
    },
    audit: async () => [],
    async followProgress(_id, { conversationId, activityId }) {
      desk.done.push(`follow ${conversationId} ${activityId}`);
    },
    nameChannel: async () => undefined,
  };
  return desk;
}

export function campaignLine(name: string): CampaignLine {
  return {
    id: CAMPAIGN.id,
    name,
    goal: 'any-method',
    state: 'running',
    startsOn: '2026-11-23',
    targeted: 100,
    registered: 40,
  };
}
