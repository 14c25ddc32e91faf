const DAY_MS = 86_400_000;

/** Whoever finds and ends entries without being asked. */
export const MUSTER = 'muster';

/** Why an account is in the register: what it is, as far as Graph or the person told. */
export const EXCEPTION_KINDS = ['no-phone', 'service', 'mailbox', 'device'] as const;
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number];

/** What showed it; each belongs to one kind. */
export const SIGNS = ['no-phone', 'mailbox', 'device', 'sync', 'service', 'machine'] as const;
export type Sign = (typeof SIGNS)[number];

export const KIND_OF_SIGN: Readonly<Record<Sign, ExceptionKind>> = {
  'no-phone': 'no-phone',
  mailbox: 'mailbox',
  device: 'device',
  sync: 'service',
  service: 'service',
  machine: 'service',
};

/** Each is another way to prove who signs in, or the end of signing in by password. “None” is no decision. */
export const DECISIONS = [
  'security-key',
  'temporary-pass',
  'managed-identity',
  'convert',
  'certificate',
] as const;
export type Decision = (typeof DECISIONS)[number];

/** A mailbox has no hand to hold a key, and a person cannot become a managed identity. */
export const DECISIONS_FOR: Readonly<Record<ExceptionKind, readonly Decision[]>> = {
  'no-phone': ['security-key', 'certificate', 'temporary-pass'],
  service: ['managed-identity', 'certificate', 'convert'],
  mailbox: ['convert', 'certificate'],
  device: ['convert', 'certificate', 'security-key'],
};

export const DEFAULT_DAYS = 90;
export const DAYS_AT_MOST = 365;
/** Entra lets no temporary pass live longer: until then something lasting is registered with it. */
export const PASS_DAYS_AT_MOST = 30;
/** How long before its end a decision is brought up again. */
export const EXPIRING_DAYS = 14;

/**
 * Worst first:
 * `expired`  decided once, and the day has come: MFA will stop the account, or nobody has looked for too long
 * `expiring` decided, and its last two weeks have begun
 * `proposed` found, and nobody has decided
 * `decided`  has a decision, an owner and an end
 * `closed`   goes the usual way, like everybody, or is no account any more
 */
export const EXCEPTION_STATES = ['expired', 'expiring', 'proposed', 'decided', 'closed'] as const;
export type ExceptionState = (typeof EXCEPTION_STATES)[number];

/** What was decided about an account, by whom and for how long. */
export interface ExceptionDecision {
  readonly decision: Decision;
  readonly ownerId: string;
  readonly ownerName: string;
  /** The last day on which it holds: `2027-02-28`. */
  readonly expiresOn: string;
  readonly note: string;
  readonly by: string;
  readonly byName: string;
  readonly at: Date;
}

/** An account that needs another way to MFA. Emergency accounts never are: they alone stand outside for ever. */
export interface Exception {
  readonly id: string;
  /** Entra object id, lower case. */
  readonly personId: string;
  /** What it signs in with. */
  readonly name: string;
  readonly sign: Sign;
  readonly foundAt: Date;
  readonly decided: ExceptionDecision | null;
  readonly closed: { readonly by: string; readonly at: Date; readonly why: string } | null;
  /** Goes up with every change: whoever saves says which one they saw. */
  readonly version: number;
}

export function kindOf({ sign }: Pick<Exception, 'sign'>): ExceptionKind {
  return KIND_OF_SIGN[sign];
}

export function stateOf(
  { closed, decided }: Pick<Exception, 'closed' | 'decided'>,
  now: Date,
): ExceptionState {
  if (closed !== null) return 'closed';
  if (decided === null) return 'proposed';
  const today = dayOf(now);
  if (decided.expiresOn < today) return 'expired';
  return decided.expiresOn <= dayAfter(today, EXPIRING_DAYS) ? 'expiring' : 'decided';
}

/** What an administrator chose, before it is judged. */
export interface ExceptionDraft {
  readonly decision: Decision | null;
  /** `several`, `nobody`: how many people of the directory fit the words that were typed. */
  readonly owner: ExceptionOwner | 'several' | 'nobody' | null;
  readonly expiresOn: string;
  readonly note: string;
}

export interface ExceptionOwner {
  readonly id: string;
  readonly name: string;
  readonly kind: 'member' | 'guest';
  readonly enabled: boolean;
}

export const DRAFT_PROBLEMS = [
  'decision-missing',
  'decision-unfit',
  'owner-missing',
  'owner-several',
  'owner-nobody',
  'owner-unfit',
  'owner-itself',
  'expiry-missing',
  'expiry-past',
  'expiry-too-late',
  'expiry-pass',
  'note-missing',
] as const;
export type DraftProblem = (typeof DRAFT_PROBLEMS)[number];

/** Everything that is wrong with a draft, in the order of the card's fields; nothing: it may be saved. */
export function problemsOf(
  exception: Pick<Exception, 'sign' | 'personId'>,
  draft: ExceptionDraft,
  now: Date,
): readonly DraftProblem[] {
  const { decision, owner, note } = draft;
  const problems: readonly (DraftProblem | null)[] = [
    decision === null ? 'decision-missing' : null,
    decision !== null && !DECISIONS_FOR[kindOf(exception)].includes(decision) ? 'decision-unfit' : null,
    ownerProblem(exception, owner),
    expiryProblem(draft, now),
    note.trim() === '' ? 'note-missing' : null,
  ];
  return problems.filter((problem) => problem !== null);
}

function ownerProblem(
  { personId }: Pick<Exception, 'personId'>,
  owner: ExceptionDraft['owner'],
): DraftProblem | null {
  if (owner === null) return 'owner-missing';
  if (typeof owner === 'string') return `owner-${owner}`;
  // Whoever needs the exception is not the one to be asked whether it still needs it.
  if (owner.id.toLowerCase() === personId) return 'owner-itself';
  return owner.enabled && owner.kind === 'member' ? null : 'owner-unfit';
}

function expiryProblem({ expiresOn, decision }: ExceptionDraft, now: Date): DraftProblem | null {
  if (!isDay(expiresOn)) return 'expiry-missing';
  const today = dayOf(now);
  if (expiresOn <= today) return 'expiry-past';
  if (expiresOn > dayAfter(today, DAYS_AT_MOST)) return 'expiry-too-late';
  const tooLong = decision === 'temporary-pass' && expiresOn > dayAfter(today, PASS_DAYS_AT_MOST);
  return tooLong ? 'expiry-pass' : null;
}

export function defaultExpiry(now: Date): string {
  return dayAfter(dayOf(now), DEFAULT_DAYS);
}

/** The stages at which a decision is brought up again, each once. */
export const DUE_STAGES = ['expiring', 'expired'] as const;
export type DueStage = (typeof DUE_STAGES)[number];

/** The calendar's day in UTC: an end is a day, the same one for everybody. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

export function dayAfter(day: string, days: number): string {
  return dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS));
}

function isDay(text: string): boolean {
  const moment = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(moment.getTime()) && dayOf(moment) === text;
}
