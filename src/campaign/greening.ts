import type { Limiter } from '../delivery/limiter.ts';
import { createPool } from '../delivery/pool.ts';
import type { CardEditor } from '../delivery/ports.ts';
import { TryAgainLater } from '../errors.ts';
import type { Campaign } from './campaign.ts';
import type { GreenStore, RunningStore, Ungreened } from './running.ts';

const PEOPLE_AT_ONCE = 100;
const IN_FLIGHT = 16;
const PATIENCE_MS = 10_000;
const UNSAID_PAUSE_MS = 2_000;
const AGAIN_SECONDS = 60;

/**
 * Cards that were sent to people who have registered meanwhile turn into "You're all set": the message itself is
 * edited, so every device shows it. After waves and questions, in the background. A card that is gone needs nothing.
 */
export function createGreening(options: {
  readonly store: GreenStore & Pick<RunningStore, 'campaign'>;
  readonly editor: CardEditor;
  readonly limiter: Limiter;
  /** The finished activity, the same for everybody who reads that language. */
  readonly drawDone: (campaign: Campaign, language: string) => Promise<object>;
}): (campaignId: string, signal: AbortSignal) => Promise<void> {
  const { store, editor, limiter, drawDone } = options;

  /** False: it has to be tried once more. */
  const edit = async (card: Ungreened['cards'][number], body: string, signal: AbortSignal) => {
    const chat = card.conversationId;
    await limiter.take({
      chat,
      operation: 'send',
      urgency: 'background',
      patienceMs: PATIENCE_MS,
      signal,
    });
    const result = await editor.edit(card, card.activityId, body);
    if (result.kind === 'again' && result.wholeTenant) {
      await limiter.pause(result.afterMs ?? UNSAID_PAUSE_MS);
    }
    // Deleted, or the chat is closed to the bot: there is no card any more that anybody could see.
    return result.kind === 'sent' || result.kind === 'refused';
  };

  return async (campaignId, signal) => {
    const campaign = await store.campaign(campaignId);
    if (campaign === undefined) return;
    const bodies = new Map<string, Promise<string>>();
    const bodyFor = (language: string): Promise<string> => {
      const known = bodies.get(language) ?? drawDone(campaign, language).then((card) => JSON.stringify(card));
      bodies.set(language, known);
      return known;
    };
    let missed = 0;
    for (let after = ''; !signal.aborted; ) {
      const people = await store.toGreen(campaignId, after, PEOPLE_AT_ONCE);
      const last = people.at(-1);
      if (last === undefined) break;
      after = last.personId;
      const done: Ungreened[] = [];
      const pool = createPool(IN_FLIGHT);
      for (const person of people) {
        const { language, cards } = person;
        await pool.start(async () => {
          const body = await bodyFor(language);
          let all = true;
          for (const card of cards) all = (await edit(card, body, signal)) && all;
          if (all) done.push(person);
          else missed += 1;
        });
      }
      // What was edited is kept even where one of them has failed.
      await pool.ended().finally(() => store.greened(campaignId, done));
    }
    if (missed > 0) throw new TryAgainLater(AGAIN_SECONDS, 'Microsoft Teams');
  };
}
