import type { Clock } from '../clock.ts';
import type { Batch, Campaigns, DueRow, Ledger, Settled, Settlement, Verdict } from './ports.ts';
import { together } from './together.ts';

/** A verdict is good for a second: whoever registers in between does not get the card any more. */
const FRESH_MS = 1_000;

export interface Asked {
  readonly row: DueRow;
  readonly verdict: Verdict;
  readonly at: number;
}

/** What the sending of one batch asks and tells, with as few statements as the moment allows. */
export interface Desk {
  /** How the campaign stood when it was asked last. */
  readonly standing: 'running' | 'paused' | 'cancelled';
  ask(rows: readonly DueRow[]): Promise<readonly Asked[]>;
  /** The same verdict, or a new one where it is not fresh any more. */
  renewed(asked: Asked): Promise<Verdict>;
  /** False: the row is somebody else's, or final. */
  begin(row: DueRow): Promise<boolean>;
  settle(row: DueRow, settlement: Settlement): Promise<void>;
}

export function openDesk(
  batch: Batch,
  parts: { readonly ledger: Ledger; readonly campaigns: Campaigns; readonly clock: Clock },
): Desk {
  const { ledger, campaigns, clock } = parts;
  let standing: Desk['standing'] = 'running';

  const ask = async (rows: readonly DueRow[]): Promise<Asked[]> => {
    const at = clock.now().getTime();
    const recheck = await campaigns.recheck(
      batch,
      rows.map(({ personId }) => personId),
    );
    standing = recheck.standing;
    return rows.map((row) => ({ row, at, verdict: recheck.verdicts.get(row.personId) ?? NOT_FOUND }));
  };
  const askAgain = together(ask);
  const begin = together(async (rows: readonly DueRow[]) => {
    const mine = await ledger.begin(batch, rows);
    return rows.map(({ seq }) => mine.has(seq));
  });
  const settle = together(async (ends: readonly { row: DueRow; settlement: Settlement }[]) => {
    const moved = await ledger.settle(
      batch,
      ends.map(({ settlement }) => settlement),
    );
    const final = ends.flatMap(({ row, settlement }) =>
      settlement.state !== 'planned' && moved.has(row.seq) ? [toSettled(row, settlement)] : [],
    );
    if (final.length > 0) await campaigns.settled(batch, final);
    return ends.map(() => undefined);
  });

  return {
    get standing() {
      return standing;
    },
    ask,
    async renewed(asked) {
      if (clock.now().getTime() - asked.at <= FRESH_MS) return asked.verdict;
      return (await askAgain(asked.row)).verdict;
    },
    begin,
    async settle(row, settlement) {
      await settle({ row, settlement });
    },
  };
}

const NOT_FOUND: Verdict = { kind: 'cancelled', detail: 'not a recipient any more' };

function toSettled(row: DueRow, settlement: Exclude<Settlement, { state: 'planned' }>): Settled {
  const { state, conversationId, activityId, detail } = settlement;
  return { personId: row.personId, outcome: state, conversationId, activityId, detail };
}
