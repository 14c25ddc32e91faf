import type { Clock } from '../clock.ts';
import type { RegistrationLog } from './ports.ts';
import type { Looks, RunningJobs, Watermarks } from './running.ts';

const WATERMARK = 'registration-news';
const FRESH_MS = 30_000;
/** The report that everybody was counted by lags by hours: what was older than a day then, it showed itself. */
const LOOK_BACK_MS = 24 * 3_600_000;
/** After a standstill, however long, nothing is left out: Microsoft keeps the log for so long. */
const KEPT_MS = 30 * 24 * 3_600_000;

export interface News {
  /** Resolves when everything that the log tells by now is known. One reading for all who ask meanwhile. */
  refresh(): Promise<void>;
  /**
   * Reads a day of the log once more: what it told before somebody was a recipient has named nobody, and the report by
   * which they became one lags behind it.
   */
  readBack(): Promise<void>;
}

/**
 * Who has registered since the report was written. The report lags by hours, and the own methods of everybody who is
 * about to be sent to cannot be read: Graph takes five such requests in ten seconds, and a wave sends 450 cards in
 * that time. The tenant's log is some minutes old and names everybody at once; only whoever it names is read.
 */
export function createNews(options: {
  readonly log: RegistrationLog;
  readonly watermarks: Watermarks;
  readonly looks: Pick<Looks, 'named'>;
  readonly jobs: Pick<RunningJobs, 'look'>;
  readonly clock: Clock;
}): News {
  const { log, watermarks, looks, jobs, clock } = options;
  let readAt = Number.NEGATIVE_INFINITY;
  let underWay: Promise<void> | null = null;

  const read = async (how: 'from where it was read to' | 'all of it') => {
    const began = clock.now();
    const readTo = how === 'all of it' ? null : await watermarks.readTo(WATERMARK);
    const from = readTo?.getTime() ?? began.getTime() - LOOK_BACK_MS;
    const since = Math.max(from, began.getTime() - KEPT_MS);
    const { completeTo, pages } = log.newsSince(new Date(since));
    let due = 0;
    for await (const page of pages) {
      const registered = page.filter(({ what }) => what === 'registered');
      if (registered.length > 0) due += await looks.named(registered, began);
    }
    // After the people: whoever dies in between reads them again.
    await watermarks.moveTo(WATERMARK, completeTo);
    if (due > 0) await jobs.look(began);
    readAt = began.getTime();
  };

  return {
    async refresh() {
      if (underWay === null && clock.now().getTime() - readAt < FRESH_MS) return;
      underWay ??= read('from where it was read to').finally(() => {
        underWay = null;
      });
      await underWay;
    },
    readBack: () => read('all of it'),
  };
}
