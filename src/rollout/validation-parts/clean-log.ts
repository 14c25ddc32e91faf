import type { Said } from '../gate.ts';
import { burstsAmong, type KeptLog } from '../kept-log.ts';
import { CLEAN_FOR_MS } from '../validation.ts';
import { definePart, NAMED } from '../validation-ports.ts';

/** Rows show within minutes; a log that was read up to an hour ago still tells of three days. */
const LATE_AFTER_MS = 60 * 60_000;
const BURSTS_TOLD = 3;

/** Three days without a burst of failures, and nobody locked out. */
export const cleanLogPart = definePart({
  id: 'clean-log',
  needs: ['keptLog'],
  judge({ keptLog: log }, at) {
    const since = new Date(at.getTime() - CLEAN_FOR_MS);
    const bursts = burstsAmong(log.slots, since);
    const { lockedOut } = log;
    const gaps = gapsIn(log, { since, at });
    const clean = bursts.length === 0 && lockedOut.length === 0;
    const more = bursts.length - BURSTS_TOLD;
    const found: readonly (Said | false)[] = [
      clean && gaps.length === 0 && { say: 'validate.clean', values: { since: { moment: since } } },
      ...bursts.slice(0, BURSTS_TOLD).map(
        ({ from, people, cause }): Said => ({
          say: 'validate.burst',
          values: { at: { moment: from }, count: people, cause: { cause } },
        }),
      ),
      more > 0 && { say: 'validate.bursts-more', values: { count: more } },
      lockedOut.length > 0 && {
        say: 'validate.locked-out',
        values: { count: lockedOut.length, names: lockedOut.map(({ name }) => name) },
      },
      ...gaps,
      log.lag.breadth === 'narrow' && { say: 'validate.log-narrow' },
    ];
    return {
      state: !clean ? 'open' : gaps.length > 0 ? 'unknown' : 'pass',
      found: found.filter((said) => said !== false),
      items: lockedOut.slice(0, NAMED).map(({ id, name }) => ({ kind: 'person', id, name })),
    };
  },
});

/** Why silence proves nothing: the log was not read, not up to now, or not for long enough. */
export function gapsIn(
  { lag: { readTo }, oldest }: Pick<KeptLog, 'lag' | 'oldest'>,
  { since, at }: { readonly since: Date; readonly at: Date },
): readonly Said[] {
  if (readTo === null || oldest === null) return [{ say: 'validate.log-unread' }];
  const late = at.getTime() - readTo.getTime() > LATE_AFTER_MS;
  return [
    ...(late ? [{ say: 'validate.log-late', values: { at: { moment: readTo } } } as const] : []),
    ...(oldest > since ? [{ say: 'validate.log-short', values: { at: { moment: oldest } } } as const] : []),
  ];
}
