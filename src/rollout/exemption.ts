import type { Alternative } from '../campaign/ports.ts';
import type { Person } from '../people/people.ts';
import { readAttempts } from '../triage/attempts.ts';
import type { Evidence } from '../triage/evidence.ts';
import { learnPlaces } from '../triage/places.ts';
import type { Attempt } from './ports.ts';

/** What takes less of somebody's time than the prompt they find annoying, least first. */
export const EXEMPTION_OFFERS = ['windows-hello', 'passkey', 'security-key'] as const;
export type ExemptionOffer = (typeof EXEMPTION_OFFERS)[number];

/**
 * Nobody is exempted by asking: a request is always answered with `not-exempted`. Emergency accounts stand outside
 * by design, whoever asks.
 */
export type ExemptionDecision = 'not-exempted' | 'exempt-by-design';

/** Kept as it was asked and answered, so that the next one sees that it was. */
export interface ExemptionRequest {
  readonly id: string;
  readonly personId: string;
  readonly personName: string;
  readonly signInName: string;
  readonly askedBy: string;
  readonly askedByName: string;
  readonly askedAt: Date;
  readonly decision: ExemptionDecision;
  /** `muster`: its rule, which is nobody's to bend. */
  readonly decidedBy: string;
  readonly offered: readonly ExemptionOffer[];
  readonly help: {
    readonly askedBy: string;
    readonly askedAt: Date;
    readonly closed: { readonly by: string; readonly at: Date } | null;
  } | null;
}

/** What an account holds and how it is attacked, from what Graph shows and nothing else. Null: not known. */
export interface ExemptionRisk {
  readonly person: Person;
  readonly breakGlass: boolean;
  /** Names of roles; empty: no administrator. */
  readonly roles: readonly string[] | null;
  /** Failed sign-ins from countries that are not theirs, in the days that the log goes back. */
  readonly foreign: { readonly failures: number; readonly countries: number } | null;
  /** What Entra says: `none` where it never saw anything. */
  readonly risk: 'none' | 'at-risk' | 'compromised' | 'settled' | null;
  readonly offers: readonly ExemptionOffer[];
  /** The tenant's policy of methods could be read: what is offered may be registered. */
  readonly policyKnown: boolean;
}

/** How many days of sign-ins are told of. */
export const FOREIGN_DAYS = 30;
const DAY_MS = 86_400_000;
/** What Entra calls an account that nobody has to look at any more. */
const SETTLED: ReadonlySet<string> = new Set(['remediated', 'dismissed', 'confirmedSafe']);

export function exemptionRisk(
  evidence: Evidence,
  alternatives: Attempt<readonly Alternative[]> | null,
): ExemptionRisk {
  const { person, breakGlass, roles, risk } = evidence;
  return {
    person,
    breakGlass,
    roles: roles.known ? roles.value : null,
    foreign: foreignIn(evidence),
    risk: risk.known ? riskWord(risk.value?.state ?? null) : null,
    offers: offersFor(evidence, alternatives),
    policyKnown: alternatives?.known === true,
  };
}

function riskWord(state: string | null): ExemptionRisk['risk'] {
  if (state === 'atRisk') return 'at-risk';
  if (state === 'confirmedCompromised') return 'compromised';
  return state !== null && SETTLED.has(state) ? 'settled' : 'none';
}

function foreignIn(evidence: Evidence): ExemptionRisk['foreign'] {
  if (!evidence.signIns.known) return null;
  const since = evidence.asOf.getTime() - FOREIGN_DAYS * DAY_MS;
  const attempts = readAttempts(evidence.signIns.value.filter(({ at }) => at.getTime() >= since));
  const places = learnPlaces(attempts, evidence);
  const homeless = evidence.person.usageLocation === null && evidence.organisation === null;
  if (homeless && !attempts.some(({ outcome }) => outcome === 'succeeded')) return null;
  const abroad = attempts.filter(
    ({ outcome, last: { country } }) => outcome === 'failed' && country !== null && !places.isHome(country),
  );
  return { failures: abroad.length, countries: new Set(abroad.map(({ last }) => last.country)).size };
}

function offersFor(
  { signIns, methods }: Evidence,
  alternatives: Attempt<readonly Alternative[]> | null,
): readonly ExemptionOffer[] {
  // The policy has one switch for passkeys on phones and for keys on a key ring.
  const passkeys = alternatives?.known === true && alternatives.value.includes('security-key');
  const has: Readonly<Record<ExemptionOffer, boolean>> = {
    'windows-hello':
      (methods.known && methods.value.some(({ kind }) => kind === 'windows-hello')) ||
      (signIns.known && signIns.value.some(isOwnWindowsComputer)),
    passkey: passkeys,
    'security-key': passkeys,
  };
  return EXEMPTION_OFFERS.filter((offer) => has[offer]);
}

/** Joined to the organisation: what Windows Hello for Business needs. A borrowed computer is none. */
function isOwnWindowsComputer({ code, device }: { code: number; device: Device }): boolean {
  return code === 0 && device.trust !== null && /windows/i.test(device.system ?? '');
}

type Device = Extract<Evidence['signIns'], { known: true }>['value'][number]['device'];

/** What is known at once, before anything about the person has been read. */
export interface ExemptionAnswer {
  readonly request: ExemptionRequest;
  /** Earlier ones for the same person, newest first. */
  readonly earlier: readonly ExemptionRequest[];
  /** When the last test of an emergency account was proven. */
  readonly lastProof: Date | null;
}

export interface ExemptionAsked extends ExemptionAnswer {
  /** Null: nothing of the person can be read yet. */
  readonly first: Promise<ExemptionRisk | null>;
  /** Null: nothing of the person could be read. */
  readonly whole: Promise<ExemptionRisk | null>;
}

/** `wanted`: the helpdesk has been told; `before`: it had been already; `nobody`: it cannot be reached from here. */
export type TalkAsked = 'wanted' | 'before' | 'nobody' | 'gone' | 'not-yours';

export interface ExemptionDesk {
  /** Records the request and its answer, which is always the same. */
  ask(by: string, person: Person): Promise<ExemptionAsked>;
  /** `mayForOthers`: the asker belongs to the helpdesk or the administrators. */
  talk(by: string, requestId: string, asker: { readonly mayForOthers: boolean }): Promise<TalkAsked>;
  /** The talk has taken place. Undefined: there is no such request. */
  close(by: string, requestId: string): Promise<ExemptionRequest | undefined>;
}
