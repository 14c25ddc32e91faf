import { BLADES } from '../blades.ts';
import { emergencyGate, namesOf, type PresentAccount } from '../emergency.ts';
import type { GateStatus, Item, Said } from '../gate.ts';

const ENOUGH = 2;

export const breakGlassTwoAccounts = emergencyGate({
  id: 'break-glass-two-accounts',
  link: BLADES.users,
  needs: [],
  judge(accounts) {
    const usable = accounts.filter(({ person }) => person.enabled);
    const doubts = DOUBTS.map((doubt) => ({ ...doubt, whose: accounts.filter(doubt.holds) })).filter(
      ({ whose }) => whose.length > 0,
    );
    const count = { count: usable.length, names: namesOf(usable) };
    const enough = usable.length >= ENOUGH;
    return {
      statuses: [enough ? 'pass' : 'fail', ...doubts.map(({ status }) => status)],
      found: [
        { say: `break-glass-two-accounts.${enough ? 'enough' : 'too-few'}`, values: count },
        ...doubts.map(({ say, whose }): Said => ({ say, values: { names: namesOf(whose) } })),
      ],
      fix: [
        ...(enough ? [] : [{ say: 'break-glass-two-accounts.fix.second' } as const]),
        ...doubts.map(({ fix }): Said => ({ say: fix })),
      ],
      items: accounts.map(
        ({ person }): Item => ({ kind: 'person', id: person.id, name: person.userPrincipalName }),
      ),
    };
  },
});

const DOUBTS: readonly {
  readonly status: GateStatus;
  readonly say: Said['say'];
  readonly fix: Said['say'];
  holds(account: PresentAccount): boolean;
}[] = [
  {
    status: 'fail',
    say: 'break-glass-two-accounts.disabled',
    fix: 'break-glass-two-accounts.fix.enable',
    holds: ({ person }) => !person.enabled,
  },
  {
    // Its sign-in needs another tenant, which may be what has failed.
    status: 'warn',
    say: 'break-glass-two-accounts.guest',
    fix: 'break-glass-two-accounts.fix.guest',
    holds: ({ person }) => person.kind === 'guest',
  },
  {
    // Whoever owns the directory on premises owns it, and without that directory it may not come in.
    status: 'warn',
    say: 'break-glass-two-accounts.synced',
    fix: 'break-glass-two-accounts.fix.synced',
    holds: ({ synced }) => synced === true,
  },
];
