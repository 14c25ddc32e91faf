import type { Campaign } from '../campaign/campaign.ts';
import type { DryRun, Progress } from '../campaign/ports.ts';
import type { CommonView, Fact, Tone } from './card.ts';

/** One card for a campaign in whatever state: what would happen before the start, how far it is from then on. */
export type CampaignInput = {
  /** Display name of whoever has asked for the start, where it is known. */
  readonly askedByName?: string | null;
  /** What came of a press, or what somebody else did meanwhile. */
  readonly remark?: string | null;
} & ({ readonly dryRun: DryRun } | { readonly progress: Progress });

/** What differs between before the start and after it. */
export interface CampaignBody {
  readonly title: string;
  readonly tone: Tone;
  readonly word: string;
  readonly answer: string;
  readonly figures: readonly Fact[];
  readonly hasOrders: boolean;
  readonly ordersTitle: string;
  readonly orders: readonly { readonly text: string }[];
  readonly folds: readonly CampaignFold[];
  readonly footer: string;
}

export interface CampaignView extends CommonView, CampaignBody, CoverageChart, DepartmentChart, Retry {
  readonly eyebrow: string;
  readonly remarks: readonly { readonly text: string }[];
  readonly campaignId: string;
  /** The campaign's number as this card shows it: whoever presses on an older one hears what has changed. */
  readonly seen: number;
  readonly buttons: readonly CampaignButton[];
  readonly hasPreview: boolean;
  readonly preview: string;
  readonly previewText: string;
  readonly previewLanguage: string;
  readonly previewError: string;
  readonly language: string;
  readonly languages: readonly Choice[];
  readonly sendPreview: string;
  readonly hasCancel: boolean;
  readonly cancel: string;
  readonly cancelText: string;
  readonly cancelSure: string;
}

export interface Choice {
  readonly title: string;
  readonly value: string;
}

export interface CampaignButton {
  readonly verb: string;
  readonly title: string;
  readonly style: 'default' | 'positive';
}

/** Coverage by day against the goal's line; its numbers stand in the sentence and in a fold. */
export interface CoverageChart {
  readonly hasChart: boolean;
  readonly chartSentence: string;
  readonly chartTitle: string;
  readonly coverageLegend: string;
  readonly goalLegend: string;
  readonly points: readonly { readonly day: string; readonly percent: number; readonly goal: number }[];
  /** The same as signs of eight heights, for clients that draw no charts. */
  readonly sparkline: string;
}

export interface DepartmentChart {
  readonly hasDepartments: boolean;
  readonly departmentsSentence: string;
  readonly departmentsTitle: string;
  readonly bars: readonly { readonly name: string; readonly percent: number }[];
  /** The same in words, for clients that draw no charts. */
  readonly barsText: string;
}

/** Sending again to whom nothing could be delivered, by reason. */
export interface Retry {
  readonly hasRetry: boolean;
  readonly retryTitle: string;
  readonly retryLabel: string;
  readonly retryError: string;
  readonly retryValue: string;
  readonly retryChoices: readonly Choice[];
  readonly retry: string;
}

/** Something that is folded until it is wanted; a closing report opens what matters then. */
export interface CampaignFold {
  readonly id: string;
  readonly title: string;
  readonly open: boolean;
  readonly closed: boolean;
  readonly rows: readonly CampaignRow[];
}

export interface CampaignRow {
  readonly lead: string;
  readonly hasNote: boolean;
  readonly note: string;
  readonly hasValue: boolean;
  readonly value: string;
}

export function row(lead: string, { value = '', note = '' }: { value?: string; note?: string } = {}) {
  return { lead, hasNote: note !== '', note, hasValue: value !== '', value };
}

export function fold(id: string, title: string, rows: readonly CampaignRow[], open = false): CampaignFold {
  return { id, title, open, closed: !open, rows };
}

export function campaignOf(input: CampaignInput): Campaign {
  return 'dryRun' in input ? input.dryRun.campaign : input.progress.campaign;
}
