import type { GateResult } from './gate.ts';

/** What the tenant is licensed for. */
export type Edition = 'free' | 'P1' | 'P2';

export interface TenantTraits {
  /** Null: the licences could not be read. */
  readonly edition: Edition | null;
  /** Active people of whom a second step is expected; null: not known (yet). */
  readonly people: number | null;
  /** Accounts that need another way, decided or not; null: not known (yet). */
  readonly exceptions: number | null;
}

export const REASONS = [
  'no-licence',
  'licence',
  'risk-licence',
  'exceptions-need-it',
  'exceptions-stopped',
  'large',
  'small',
  'pilot-possible',
  'no-pilot',
  'emergency-left-out',
  'emergency-asked',
  'licence-for-everybody',
] as const;
export type Reason = (typeof REASONS)[number];

export interface Recommendation {
  /** `unknown`: without the licences nothing can be said. */
  readonly way: 'security-defaults' | 'conditional-access' | 'unknown';
  readonly reasons: readonly Reason[];
}

/** So few that everybody can be asked in person: a pilot and report-only policies cost more than they save. */
const SMALL = 50;

/** Which of the two ways of demanding a second step fits this tenant, with the reasons, weightiest first. */
export function recommend({ edition, people, exceptions }: TenantTraits): Recommendation {
  if (edition === null) return { way: 'unknown', reasons: [] };
  const some = exceptions !== null && exceptions > 0;
  if (edition === 'free') {
    return {
      way: 'security-defaults',
      reasons: reasons(['no-licence'], some && 'exceptions-stopped', 'no-pilot', 'emergency-asked'),
    };
  }
  const small = people !== null && people <= SMALL;
  if (small && exceptions === 0 && edition === 'P1') {
    return { way: 'security-defaults', reasons: ['small', 'no-pilot', 'emergency-asked'] };
  }
  return {
    way: 'conditional-access',
    reasons: reasons(
      [edition === 'P2' ? 'risk-licence' : 'licence'],
      some && 'exceptions-need-it',
      people !== null && !small && 'large',
      'pilot-possible',
      'emergency-left-out',
      'licence-for-everybody',
    ),
  };
}

function reasons(first: readonly Reason[], ...others: readonly (Reason | false)[]): readonly Reason[] {
  return [...first, ...others.filter((reason) => reason !== false)];
}

/** Size and exceptions, as the gates have counted them. */
export function traitsFrom(gates: readonly GateResult[]): Omit<TenantTraits, 'edition'> {
  const people = counted(gates, 'registration-rate.rate', 'people');
  const unplanned = counted(gates, 'exceptions-planned.unplanned', 'count');
  const planned = counted(gates, 'exceptions-planned.planned', 'count');
  const none = gates.some(({ id, status }) => id === 'exceptions-planned' && status === 'pass');
  const exceptions =
    unplanned === null && planned === null ? (none ? 0 : null) : (unplanned ?? 0) + (planned ?? 0);
  return { people, exceptions };
}

function counted(gates: readonly GateResult[], say: string, name: string): number | null {
  const said = gates.flatMap(({ found }) => found).find((one) => one.say === say);
  const value = said?.values?.[name];
  return typeof value === 'number' ? value : null;
}
