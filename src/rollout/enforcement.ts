import type { AccessPolicy, Grant, Selection } from './access-policy.ts';
import { DIRECTORY_SYNCHRONISATION } from './entra-roles.ts';
import { isForEverybody } from './policy-reach.ts';

/**
 * Why a policy is not for everybody and everything. Those of `SCOPE` make it a policy for something else; the
 * others are holes in one that is meant for all.
 */
export const SCOPE = ['some-people', 'some-applications', 'risk-only', 'flows-only'] as const;
export type Hole =
  | { readonly kind: (typeof SCOPE)[number] | 'legacy-clients' | 'modern-clients' | 'devices' | 'outside' }
  | { readonly kind: 'trusted-places' | 'places' }
  | {
      readonly kind: 'people' | 'groups' | 'roles' | 'applications' | 'platforms' | 'alternative';
      readonly names: readonly string[];
    };
export type HoleKind = Hole['kind'];

export interface Examined {
  readonly policy: AccessPolicy;
  readonly holes: readonly Hole[];
}

export interface Enforcement {
  /** The enabled policy that comes nearest to all: meant for everybody and everything, with the fewest holes. */
  readonly enabled: Examined | null;
  /** The same of those that only report. */
  readonly reportOnly: Examined | null;
  /** Where there is neither: the one that comes nearest of those that ask for a second step at all. */
  readonly partial: Examined | null;
}

const MODERN_CLIENTS = ['browser', 'mobileAppsAndDesktopClients'];
const LEGACY_CLIENTS = ['exchangeActiveSync', 'other'];

/** Does one policy really ask everybody for a second step, everywhere? Or where are its holes? */
export function examineEnforcement(policies: readonly AccessPolicy[]): Enforcement {
  const asking = policies.filter(
    (policy) => !policy.workloadsOnly && policy.state !== 'disabled' && asksForSecondStep(policy.grant),
  );
  const examined = asking.map((policy) => ({ policy, holes: openHoles(policy, policies) }));
  const meant = examined.filter(({ holes }) => !holes.some(isScope));
  const inState = (state: AccessPolicy['state']) =>
    nearest(meant.filter(({ policy }) => policy.state === state));
  const [enabled, reportOnly] = [inState('enabled'), inState('report-only')];
  return { enabled, reportOnly, partial: enabled || reportOnly ? null : nearest(examined) };
}

export function asksForSecondStep(grant: Grant | null): boolean {
  if (grant === null) return false;
  return grant.controls.includes('mfa') || grant.strength?.satisfiesMfa === true;
}

const isScope = ({ kind }: Hole) => SCOPE.some((scope) => scope === kind);

function nearest(examined: readonly Examined[]): Examined | null {
  return examined.toSorted((one, other) => weight(one) - weight(other))[0] ?? null;
}

/** A policy for something else is farther away than any number of holes. */
function weight({ holes, policy }: Examined): number {
  const scope = holes.filter(isScope).length;
  return scope * 1_000 + holes.length * 10 + (policy.state === 'enabled' ? 0 : 1);
}

/** The holes that no other enabled policy closes; of several who are left out, each may have a policy of its own. */
function openHoles(policy: AccessPolicy, policies: readonly AccessPolicy[]): readonly Hole[] {
  const others = policies.filter((other) => other.state === 'enabled' && other.id !== policy.id);
  const isOpen = (hole: Hole) => !others.some((other) => closes(other, hole));
  return holesOf(policy).flatMap((hole) => {
    if (!('names' in hole)) return isOpen(hole) ? hole : [];
    const names = hole.names.filter((name) => isOpen({ ...hole, names: [name] }));
    return names.length > 0 ? { ...hole, names } : [];
  });
}

export function holesOf(policy: AccessPolicy): readonly Hole[] {
  const { people, groups, roles, outside, applications } = policy;
  const holes: (Hole | false)[] = [
    !isForEverybody(policy) && { kind: 'some-people' },
    (!applications.included.includes('All') || policy.applicationFilter) && { kind: 'some-applications' },
    policy.riskOnly && { kind: 'risk-only' },
    policy.flowsOnly && { kind: 'flows-only' },
    named(
      'people',
      people.excluded.filter((id) => id !== 'GuestsOrExternalUsers'),
    ),
    named('groups', groups.excluded),
    named(
      'roles',
      roles.excluded.filter((id) => id !== DIRECTORY_SYNCHRONISATION),
    ),
    (outside.excluded !== null || people.excluded.includes('GuestsOrExternalUsers')) && { kind: 'outside' },
    named('applications', applications.excluded),
    ...placeHoles(policy.locations),
    named('platforms', platformsIn(policy.platforms)),
    policy.deviceFilter !== null && { kind: 'devices' },
    lacks(policy.clientTypes, MODERN_CLIENTS) && { kind: 'modern-clients' },
    lacks(policy.clientTypes, LEGACY_CLIENTS) && { kind: 'legacy-clients' },
    named('alternative', alternativesIn(policy.grant)),
  ];
  return holes.filter((hole) => hole !== false);
}

function named(kind: Extract<Hole, { names: unknown }>['kind'], names: readonly string[]): Hole | false {
  return names.length > 0 && { kind, names };
}

function placeHoles({ included, excluded }: Selection): readonly (Hole | false)[] {
  const everywhere = included.length === 0 || included.includes('All');
  const trusted = excluded.includes('AllTrusted');
  const others = excluded.some((place) => place !== 'AllTrusted');
  return [trusted && { kind: 'trusted-places' }, (!everywhere || others) && { kind: 'places' }];
}

const PLATFORMS = ['android', 'iOS', 'windows', 'macOS', 'linux'];

/** The platforms on which it does nothing: where it names some, devices that call themselves otherwise go free. */
function platformsIn({ included, excluded }: Selection): readonly string[] {
  const all = included.length === 0 || included.includes('all');
  const free = (one: string) =>
    excluded.includes(one) || excluded.includes('all') || (!all && !included.includes(one));
  return [...PLATFORMS.filter(free), ...(all ? [] : ['other'])];
}

function lacks(clientTypes: readonly string[], wanted: readonly string[]): boolean {
  const all = clientTypes.length === 0 || clientTypes.includes('all');
  return !all && !wanted.every((type) => clientTypes.includes(type));
}

/** What is enough instead, where one of several is. */
function alternativesIn(grant: Grant | null): readonly string[] {
  if (grant === null || grant.operator === 'AND') return [];
  return [
    ...grant.controls.filter((control) => control !== 'mfa'),
    ...(grant.termsOfUse > 0 ? ['termsOfUse'] : []),
    ...(grant.customFactors > 0 ? ['customAuthenticationFactor'] : []),
  ];
}

/** Whether this enabled policy stops, or asks, those whom the hole lets through. */
function closes(other: AccessPolicy, hole: Hole): boolean {
  const row = CLOSERS.find(({ kind }) => kind === hole.kind);
  if (row === undefined) return false;
  const stops = other.grant?.controls.includes('block') === true || asksForSecondStep(other.grant);
  const harmless: readonly HoleKind[] = [...row.despite, 'people', 'groups', 'alternative'];
  const complete = holesOf(other).every(({ kind }) => harmless.includes(kind));
  return stops && complete && row.covers(other, 'names' in hole ? hole.names : []);
}

interface Closer {
  readonly kind: HoleKind;
  /** What the other policy may leave open: it is meant for this hole alone. Who is left out of it is told elsewhere. */
  readonly despite: readonly HoleKind[];
  covers(other: AccessPolicy, names: readonly string[]): boolean;
}

const CLOSERS: readonly Closer[] = [
  {
    kind: 'legacy-clients',
    despite: ['modern-clients'],
    covers: ({ clientTypes }) => !lacks(clientTypes, LEGACY_CLIENTS),
  },
  {
    kind: 'modern-clients',
    despite: ['legacy-clients'],
    covers: ({ clientTypes }) => !lacks(clientTypes, MODERN_CLIENTS),
  },
  {
    kind: 'outside',
    despite: ['some-people'],
    covers: ({ people, outside }) =>
      people.included.includes('GuestsOrExternalUsers') || outside.included !== null,
  },
  {
    kind: 'people',
    despite: ['some-people'],
    covers: ({ people }, names) => names.every((one) => people.included.includes(one)),
  },
  {
    kind: 'roles',
    despite: ['some-people'],
    covers: ({ roles }, names) => names.every((one) => roles.included.includes(one)),
  },
  {
    kind: 'groups',
    despite: ['some-people'],
    covers: ({ groups }, names) => names.every((one) => groups.included.includes(one)),
  },
  {
    kind: 'applications',
    despite: ['some-applications'],
    covers: ({ applications }, names) => names.every((one) => applications.included.includes(one)),
  },
];
