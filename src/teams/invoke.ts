import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { Rendered } from '../cards/render.ts';
import type { InboundActivity } from './activity.ts';

export interface Press {
  readonly verb: string;
  readonly data: unknown;
  /** An Action.Execute waits for an invoke response; an Action.Submit came as a message. */
  readonly answeredBy: 'invoke' | 'message';
}

const execute = z.object({
  action: z.object({ verb: z.string().min(1).max(64), data: z.unknown() }),
});
const submit = z.looseObject({ verb: z.string().min(1).max(64) });

/** The button press in an activity, both kinds; null where it is something else. */
export function readPress(activity: InboundActivity): Press | null {
  if (activity.type === 'invoke') {
    if (activity.name !== 'adaptiveCard/action') return null;
    const parsed = execute.safeParse(activity.value);
    // A press that cannot be read is answered like that of a card from an older release.
    const { verb, data } = parsed.success ? parsed.data.action : { verb: '', data: undefined };
    return { verb, data, answeredBy: 'invoke' };
  }
  if (activity.type !== 'message') return null;
  const parsed = submit.safeParse(activity.value);
  return parsed.success ? { verb: parsed.data.verb, data: parsed.data, answeredBy: 'message' } : null;
}

export const CARD = 'application/vnd.microsoft.card.adaptive';

/** One message that holds one card and nothing else: text beside a card is split off and cannot be updated. */
export function cardActivity({ card, summary }: Rendered): Partial<Activity> {
  return { type: 'message', summary, attachments: [{ contentType: CARD, content: card }] };
}

/** Puts a card in the place of the one whose button was pressed. */
export function replaceCard({ card }: Rendered): Partial<Activity> {
  return invokeResponse({ statusCode: 200, type: CARD, value: card });
}

/** Leaves the card as it is and shows one line. */
export function keepCard(line: string): Partial<Activity> {
  return invokeResponse({ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: line });
}

export function invokeResponse(body: object): Partial<Activity> {
  return { type: 'invokeResponse', value: { status: 200, body } };
}
