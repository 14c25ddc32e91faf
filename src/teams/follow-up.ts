import type { Rendered } from '../cards/render.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Reply } from './dispatch.ts';
import { cardActivity } from './invoke.ts';
import type { ConversationAddress, Messenger } from './messenger.ts';

/** Where a card stands. Null: Teams gave it no id, so that it cannot be replaced. */
export interface Standing {
  readonly at: ConversationAddress;
  readonly activityId: string | null;
}

export interface FollowUps {
  /** Puts the whole answer in the place of the first, whenever it comes. Owns the promise. */
  replaceLater(whole: Promise<Rendered>, standing: Standing, orElse: (error: unknown) => Rendered): void;
  /** Waits for what is under way, not longer than that. */
  finish(boundMs: number): Promise<void>;
}

export function createFollowUps(options: {
  readonly messenger: Messenger;
  readonly clock: Clock;
  readonly log: Log;
}): FollowUps {
  const { messenger, clock, log } = options;
  const running = new Set<Promise<void>>();

  const replace = async (shown: Rendered, { at, activityId }: Standing) => {
    if (activityId === null) await messenger.send(at, cardActivity(shown));
    else await messenger.update(at, activityId, cardActivity(shown));
  };

  return {
    replaceLater(whole, standing, orElse) {
      const done = whole
        .catch(orElse)
        .then((shown) => replace(shown, standing))
        .catch((err: unknown) => log.warn({ err }, 'A card could not be completed.'));
      running.add(done);
      void done.finally(() => running.delete(done));
    },
    async finish(boundMs) {
      const soon = new AbortController();
      const bound = clock.sleep(boundMs, soon.signal).catch(() => undefined);
      await Promise.race([Promise.all(running), bound]);
      soon.abort();
    },
  };
}

/** An invoke is answered once: rather with the whole than with the half, if it comes in time. */
export async function ripened(reply: Reply, clock: Clock, boundMs: number): Promise<Reply> {
  const { whole } = reply;
  if (whole === null) return reply;
  const soon = new AbortController();
  const late = clock.sleep(boundMs, soon.signal).then(
    () => null,
    () => null,
  );
  const shown = await Promise.race([whole, late]).finally(() => soon.abort());
  return shown === null ? reply : { ...reply, shown, whole: null };
}
