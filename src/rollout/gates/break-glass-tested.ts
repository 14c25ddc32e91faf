import { BLADES } from '../blades.ts';
import { emergencyGate, namesOf, type PresentAccount, readOf } from '../emergency.ts';
import type { GateStatus, Item, Said } from '../gate.ts';
import type { LastSignIn } from '../ports.ts';

const DAY_MS = 86_400_000;
export const TESTED_WITHIN_DAYS = 90;

type Tested = 'recent' | 'attempted' | 'old' | 'never' | 'log-only';

const STATUS: Readonly<Record<Tested, GateStatus>> = {
  old: 'fail',
  never: 'fail',
  attempted: 'warn',
  // Nothing for thirty days says nothing about the sixty before them.
  'log-only': 'unknown',
  recent: 'pass',
};

export const breakGlassTested = emergencyGate({
  id: 'break-glass-tested',
  link: BLADES.signInLog,
  needs: ['emergencySignIns'],
  judge(accounts, { emergencySignIns }, at) {
    const { known, missing } = readOf(accounts, emergencySignIns);
    const rows = known.map(({ account, value }) => ({ account, last: value, tested: testedBy(value, at) }));
    const untested = rows.filter(({ tested }) => tested !== 'recent');
    return {
      statuses: [...rows.map(({ tested }) => STATUS[tested]), missing.length > 0 ? 'unknown' : 'pass'],
      found: (['old', 'never', 'attempted', 'log-only', 'recent'] as const).flatMap((tested) =>
        said(tested, rows),
      ),
      fix: untested.length > 0 ? [{ say: 'break-glass-tested.fix.test' }] : [],
      items: rows.map(itemOf),
      missing: [
        ...missing,
        ...rows.flatMap(({ tested, last }) => (tested === 'log-only' && last.instead ? [last.instead] : [])),
      ],
    };
  },
});

interface Row {
  readonly account: PresentAccount;
  readonly last: LastSignIn;
  readonly tested: Tested;
}

function testedBy({ at: last, attemptOnly, withinDays }: LastSignIn, now: Date): Tested {
  if (last === null) return withinDays !== null && withinDays < TESTED_WITHIN_DAYS ? 'log-only' : 'never';
  if (now.getTime() - last.getTime() > TESTED_WITHIN_DAYS * DAY_MS) return 'old';
  return attemptOnly ? 'attempted' : 'recent';
}

function said(tested: Tested, rows: readonly Row[]): readonly Said[] {
  const such = rows.filter((row) => row.tested === tested);
  if (such.length === 0) return [];
  const days = tested === 'log-only' ? (such[0]?.last.withinDays ?? 0) : TESTED_WITHIN_DAYS;
  const names = namesOf(such.map(({ account }) => account));
  return [{ say: `break-glass-tested.${tested}`, values: { names, days } }];
}

function itemOf({ account: { person }, last }: Row): Item {
  const item = { kind: 'person', id: person.id, name: person.userPrincipalName } as const;
  if (last.at === null) return item;
  return { ...item, said: { say: 'break-glass-tested.item.last', values: { date: last.at } } };
}
