import type { Clock } from '../clock.ts';
import type { Calendar, RecipientState } from './campaign.ts';
import { workingMoment } from './hours.ts';

/** What of a campaign is in the queue. Implemented in store/ and app/campaign-desk.ts. */
export interface BatchPorts {
  /** Batches with rows that are not final. */
  open(campaignId: string): Promise<readonly { readonly batchId: number; readonly dueAt: Date }[]>;
  /** Where the people of a batch live, and whether that matters. Undefined: it does not. */
  place(
    batchId: number,
  ): Promise<{ readonly timeZone: string; readonly hours: Calendar['hours'] } | undefined>;
  deliver(batchId: number, at: Date | null): Promise<unknown>;
  /** Makes everybody final who is in one of these states. */
  endAll(campaignId: string, from: readonly RecipientState[], now: Date): Promise<void>;
}

/** Whatever of a campaign is not finished, as soon as its people may be written to. */
export async function takeUp(campaignId: string, ports: BatchPorts, clock: Clock): Promise<void> {
  for (const { batchId, dueAt } of await ports.open(campaignId)) {
    const now = clock.now();
    const at = await mayGoAt(batchId, dueAt > now ? dueAt : now, ports);
    await ports.deliver(batchId, at > now ? at : null);
  }
}

/** The first moment from then on at which people of the batch may be written to where they live. */
export async function mayGoAt(batchId: number, from: Date, ports: Pick<BatchPorts, 'place'>): Promise<Date> {
  const place = await ports.place(batchId);
  return place?.hours === 'working' ? workingMoment(from, place.timeZone) : from;
}

const NOT_FINAL: readonly RecipientState[] = ['waiting', 'told', 'snoozed', 'asked'];

/** Batches that wait are woken to find that nothing is sent any more; nobody is left without an end. */
export async function endRecipients(campaignId: string, ports: BatchPorts, clock: Clock): Promise<void> {
  for (const { batchId } of await ports.open(campaignId)) await ports.deliver(batchId, null);
  await ports.endAll(campaignId, NOT_FINAL, clock.now());
}
