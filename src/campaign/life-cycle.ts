import { opensAt } from './calendar.ts';
import type { Campaign, CampaignState } from './campaign.ts';
import type { NewCampaign } from './ports.ts';

/** What can happen to a campaign. `by` is an Entra object id, or `MUSTER` where it goes on by itself. */
export type CampaignEvent =
  | { readonly kind: 'change'; readonly by: string; readonly draft: Required<NewCampaign> }
  /** `recipients`: how many there would be, or as many as were counted until approval was needed. */
  | { readonly kind: 'start'; readonly by: string; readonly recipients: number }
  /** The first day has come. */
  | { readonly kind: 'open'; readonly by: string }
  /** Read anew, the audience is larger than one administrator may start. */
  | { readonly kind: 'outgrow'; readonly by: string; readonly recipients: number }
  | { readonly kind: 'pause'; readonly by: string; readonly why?: string }
  | { readonly kind: 'resume'; readonly by: string }
  | { readonly kind: 'complete'; readonly by: string; readonly why?: string }
  | { readonly kind: 'cancel'; readonly by: string; readonly why?: string };

/** What has to be done in the transaction that saves the change. */
export type Effect =
  | { readonly kind: 'open-at'; readonly at: Date }
  | { readonly kind: 'make-recipients' }
  /** Batches that wait are taken up again. */
  | { readonly kind: 'take-up' }
  /** Nothing more is sent; whoever is not final becomes so. */
  | { readonly kind: 'end' };

export type Decision =
  | {
      readonly kind: 'done' | 'needs-second-admin';
      readonly campaign: Campaign;
      readonly effects: readonly Effect[];
      /** For the audit trail. */
      readonly what: string;
      readonly why: string | null;
    }
  | { readonly kind: 'refused'; readonly reason: 'not-possible' | 'same-admin' };

/** Who acts where nobody has pressed anything. */
export const MUSTER = 'muster';

export type EventKind = CampaignEvent['kind'];

/**
 * draft      Entered when it is created, changed, or when its audience has outgrown its approval. Nobody has been
 *            told anything, and nothing is in the queue that would tell them. Left by a start (with the agreement of
 *            a second administrator where there are many recipients) or by cancelling.
 * scheduled  Entered by a start before the first day. Its settings are those that were agreed to: changing one
 *            makes it a draft again. Left when the first day comes, or by cancelling.
 * running    Entered when the first day has come, which may be at the moment of the start, and after a pause. Its
 *            recipients are made, its waves are sent. Left by pausing, completing, cancelling; and, as long as
 *            nobody is a recipient yet, back to a draft when there turn out to be more than was agreed to.
 * paused     Entered from running only. Nothing is sent; people's answers are taken, and whoever registers counts.
 *            Left by resuming, by cancelling, or by completing when the last recipient has become final.
 * completed  Entered when every recipient is final. Never left.
 * cancelled  Entered from everywhere but completed. Never left.
 */
export const TRANSITIONS: Readonly<Record<CampaignState, Partial<Record<EventKind, CampaignState>>>> = {
  draft: { change: 'draft', start: 'scheduled', cancel: 'cancelled' },
  scheduled: { change: 'draft', open: 'running', cancel: 'cancelled' },
  running: { pause: 'paused', outgrow: 'draft', complete: 'completed', cancel: 'cancelled' },
  paused: { resume: 'running', complete: 'completed', cancel: 'cancelled' },
  completed: {},
  cancelled: {},
};

/** What becomes of a campaign by this event. Nothing is done here: the caller saves and performs the effects. */
export function decide(campaign: Campaign, event: CampaignEvent, now: Date): Decision {
  const state = TRANSITIONS[campaign.state][event.kind];
  if (state === undefined) return { kind: 'refused', reason: 'not-possible' };
  if (event.kind === 'start') return start(campaign, event, now);
  // Woken for a day that has been put off since.
  if (event.kind === 'open' && opensAt(campaign.calendar) > now)
    return { kind: 'refused', reason: 'not-possible' };
  if (event.kind === 'open') return open(campaign, now);
  // The table pairs each kind with its event; that the two belong together is lost between its rows.
  const change = { ...CHANGES[event.kind](campaign, event as never, now), state };
  const effects = EFFECTS[event.kind];
  return done(campaign, change, { what: event.kind, why: whyOf(campaign, event), effects });
}

type Rest = Exclude<EventKind, 'start' | 'open'>;
type EventOf<Kind extends EventKind> = Extract<CampaignEvent, { kind: Kind }>;
type Changes = { [Kind in Rest]: (campaign: Campaign, event: EventOf<Kind>, now: Date) => Partial<Campaign> };

const CHANGES: Changes = {
  // Whoever has agreed has agreed to other settings.
  change: (_, { draft }) => ({ ...draft, startAskedBy: null, approvedBy: null, trouble: null }),
  outgrow: () => ({ startedAt: null, trouble: null }),
  pause: () => ({}),
  // A pause is where an administrator mends what kept it from sending.
  resume: () => ({ trouble: null }),
  complete: (_campaign, _event, now) => ({ endedAt: now, trouble: null }),
  cancel: (_campaign, _event, now) => ({ endedAt: now, trouble: null }),
};

const EFFECTS: Readonly<Record<Rest, readonly Effect[]>> = {
  change: [],
  outgrow: [],
  pause: [],
  resume: [{ kind: 'take-up' }],
  complete: [],
  cancel: [{ kind: 'end' }],
};

/** Above the limit a second administrator has to press, too; the first one pressing twice is still one. */
function start(campaign: Campaign, { by, recipients }: EventOf<'start'>, now: Date): Decision {
  const askedBy = campaign.startAskedBy ?? by.toLowerCase();
  const many = recipients > campaign.approvalAbove;
  if (many && campaign.startAskedBy === null) {
    const asked = { startAskedBy: askedBy, approvedBy: null };
    const said = { what: 'ask-start', why: `more than ${campaign.approvalAbove} recipients`, effects: [] };
    return { ...done(campaign, asked, said), kind: 'needs-second-admin' };
  }
  if (many && askedBy === by.toLowerCase()) return { kind: 'refused', reason: 'same-admin' };
  const agreed: Campaign = {
    ...campaign,
    state: 'scheduled',
    calendar: fromTodayOn(campaign, now),
    startAskedBy: askedBy,
    approvedBy: many ? by.toLowerCase() : null,
  };
  if (opensAt(agreed.calendar) <= now) return { ...open(agreed, now), what: 'start' };
  const effects = [{ kind: 'open-at', at: opensAt(agreed.calendar) }] as const;
  return done(campaign, agreed, { what: 'start', why: null, effects });
}

function open(campaign: Campaign, now: Date) {
  const opened = { state: 'running', startedAt: now, calendar: fromTodayOn(campaign, now) } as const;
  return done(campaign, opened, { what: 'open', why: null, effects: [{ kind: 'make-recipients' }] });
}

/** Started late, everything moves: nobody may find that their days to register have begun before they were told. */
function fromTodayOn({ calendar }: Campaign, now: Date): Campaign['calendar'] {
  const today = now.toISOString().slice(0, 10);
  return calendar.startsOn < today ? { ...calendar, startsOn: today } : calendar;
}

function done(
  campaign: Campaign,
  change: Partial<Campaign>,
  said: { readonly what: string; readonly why: string | null; readonly effects: readonly Effect[] },
) {
  return {
    kind: 'done' as 'done' | 'needs-second-admin',
    campaign: { ...campaign, ...change, version: campaign.version + 1 },
    ...said,
  };
}

function whyOf(campaign: Campaign, event: CampaignEvent): string | null {
  if (event.kind === 'outgrow') return `${event.recipients} recipients`;
  if (event.kind === 'change') return changedFields(campaign, event.draft);
  return 'why' in event ? (event.why ?? null) : null;
}

/** Which settings are others than before, by name. */
function changedFields(campaign: Campaign, draft: Required<NewCampaign>): string | null {
  const fields = Object.keys(draft) as (keyof NewCampaign)[]; // an object's keys are what its type says
  const changed = fields.filter((field) => JSON.stringify(draft[field]) !== JSON.stringify(campaign[field]));
  return changed.length === 0 ? null : changed.join(', ');
}
