import { BLADES } from '../blades.ts';
import { emergencyGate, namesOf, type PresentAccount } from '../emergency.ts';
import type { Item, Said } from '../gate.ts';
import type { Attempt, RoleHolding } from '../ports.ts';

/** The same in every tenant. */
export const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';

type Holds = 'itself' | 'through-group' | 'unsure' | 'not';

export const breakGlassGlobalAdmin = emergencyGate({
  id: 'break-glass-global-admin',
  link: BLADES.roles,
  needs: ['roleHoldings', 'emergencyGroups'],
  judge(accounts, { roleHoldings, emergencyGroups }) {
    const holdings = roleHoldings.filter(
      ({ templateId, wholeTenant }) => wholeTenant && templateId === GLOBAL_ADMINISTRATOR,
    );
    const judged = accounts.map((account) => {
      const groups = emergencyGroups.get(account.person.id);
      return { account, groups, holds: howHeld(account, holdings, groups) };
    });
    const having = (...ways: readonly Holds[]) =>
      judged.filter(({ holds }) => ways.includes(holds)).map(({ account }) => account);
    const [held, grouped, without] = [
      having('itself', 'through-group'),
      having('through-group'),
      having('not'),
    ];
    const said = (name: 'held' | 'through-group' | 'not-held', whose: readonly PresentAccount[]): Said[] =>
      whose.length === 0
        ? []
        : [{ say: `break-glass-global-admin.${name}`, values: { names: namesOf(whose) } }];
    return {
      statuses: [without.length > 0 ? 'fail' : 'pass', having('unsure').length > 0 ? 'unknown' : 'pass'],
      found: [
        ...said('not-held', without),
        ...said('held', held),
        ...said('through-group', grouped),
        ...(held.length > 0 ? [{ say: 'break-glass-global-admin.permanence' } as const] : []),
      ],
      fix: without.length > 0 ? [{ say: 'break-glass-global-admin.fix.assign' }] : [],
      items: without.map(
        ({ person }): Item => ({ kind: 'person', id: person.id, name: person.userPrincipalName }),
      ),
      missing: judged.flatMap(({ holds, groups }) =>
        holds === 'unsure' && groups?.known === false ? [groups.error] : [],
      ),
    };
  },
});

function howHeld(
  { person }: PresentAccount,
  holdings: readonly RoleHolding[],
  groups: Attempt<ReadonlySet<string>> | undefined,
): Holds {
  if (holdings.some(({ holderId }) => holderId === person.id.toLowerCase())) return 'itself';
  const byGroups = holdings.filter(({ toGroup }) => toGroup);
  if (byGroups.length === 0) return 'not';
  if (!groups?.known) return 'unsure';
  return byGroups.some(({ holderId }) => groups.value.has(holderId)) ? 'through-group' : 'not';
}
