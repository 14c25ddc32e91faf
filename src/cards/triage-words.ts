import type { Found } from '../triage/asking.ts';
import type { CauseId } from '../triage/catalogue.ts';
import type { Diagnosis, Fix } from '../triage/diagnosis.ts';
import type { Evidence } from '../triage/evidence.ts';
import { REGISTRATION_PAGE } from '../triage/fix-table/proof.ts';
import { tellKey } from '../triage/tell.ts';
import { joined, type Tone } from './card.ts';
import { plain } from './plain.ts';
import { typedAddress } from './status-words.ts';
import type { TextKey, Texts } from './texts.ts';

export type TriageInput = Found & { readonly registrationUrl: string };

/** What the card is about, the gravest first. */
export type TriageState = 'break-glass' | 'security' | 'reading' | 'unknown' | 'fine' | 'many' | 'found';

export function stateOf({ diagnosis, evidence }: Pick<TriageInput, 'diagnosis' | 'evidence'>): TriageState {
  if (diagnosis.guards.includes('break-glass-account')) return 'break-glass';
  if (diagnosis.securityEscalation) return 'security';
  if (isPending(evidence.signIns)) return 'reading';
  if (diagnosis.cause === 'unknown') return 'unknown';
  if (diagnosis.cause === 'interrupted-then-succeeded') return 'fine';
  return scopeRemark(diagnosis) === null ? 'found' : 'many';
}

export const TRIAGE_TONES: Readonly<Record<TriageState, Tone>> = {
  'break-glass': 'attention',
  security: 'attention',
  reading: 'emphasis',
  unknown: 'warning',
  fine: 'good',
  many: 'warning',
  found: 'accent',
};

export function isPending(read: Evidence['signIns'] | Evidence['methods']): boolean {
  return !read.known && read.because === 'pending';
}

/** The word beside the colour, and how sure it is. */
export function verdictWord(state: TriageState, { confidence }: Diagnosis, texts: Texts): string {
  const sure = texts.t(`triage.confidence.${confidence}`);
  if (state === 'found') return sure;
  const word = texts.t(`triage.word.${state}`);
  return state === 'security' || state === 'many' ? joined(word, sure) : word;
}

const SCOPES = ['application', 'policy', 'network', 'method', 'everybody'] as const;

export function scopeRemark({ scope }: Diagnosis): TextKey | null {
  const wide = SCOPES.find((one) => one === scope);
  return wide ? `triage.scope.${wide}` : null;
}

const NAME_IN_TITLE_AT_MOST = 36;

/** Accounts made by hand may have no name to show; the sign-in name always exists. */
export function nameOf(
  { displayName, userPrincipalName }: Pick<Diagnosis['person'], 'displayName' | 'userPrincipalName'>,
  most = NAME_IN_TITLE_AT_MOST,
): string {
  return plain(displayName, most) || plain(userPrincipalName, most);
}

/** A phrase that completes "Alice Weber: …". */
export function causeWords(cause: CauseId | 'unknown', texts: Texts): string {
  return texts.t(`cause.${cause}`);
}

/** The same at the beginning of a line. */
export function causeLine(cause: CauseId | 'unknown', texts: Texts): string {
  const [first = '', ...rest] = causeWords(cause, texts);
  return `${first.toLocaleUpperCase(texts.locale)}${rest.join('')}`;
}

export function titleOf(state: TriageState, { person, cause }: Diagnosis, texts: Texts): string {
  const name = nameOf(person);
  return state === 'reading'
    ? texts.t('triage.title-reading', { name })
    : texts.t('triage.title', { name, cause: causeWords(cause, texts) });
}

/** Handing over is the helpdesk's own act, though security takes it from there. */
export function doerOf(fix: Fix, name: string, texts: Texts): string {
  const who = fix.id === 'page-security' ? 'helpdesk' : fix.who;
  return who === 'user' ? name : texts.t(`triage.who.${who}`);
}

export function fixWords(fix: Fix, { person }: Diagnosis, texts: Texts): string {
  return texts.t('triage.who-does', { who: doerOf(fix, nameOf(person), texts), what: plain(fix.title, 120) });
}

const SENTENCE_AT_MOST = 300;

/** Written by Muster, with names from logs and directories in it; the page is the one of this organisation. */
export function sentence(
  text: string,
  { registrationUrl }: Pick<TriageInput, 'registrationUrl'>,
  texts: Texts,
  most = SENTENCE_AT_MOST,
): string {
  const ours = text.replaceAll(REGISTRATION_PAGE, typedAddress(registrationUrl));
  // English on every card: in one that runs from right to left it keeps its own direction.
  return texts.isolated(plain(ours, most));
}

/** These say nothing that somebody who only claims to be the person should not hear. */
const SAFE_TO_SAY: ReadonlySet<CauseId | 'unknown'> = new Set<CauseId>([
  'account-takeover',
  'stolen-password-prompts-declined',
  'mfa-fatigue-succeeded',
  'fraud-reported',
  'blocked-after-fraud-report',
  'registration-blocked-by-risk',
  'risk-policy-block',
  'malicious-ip-blocked',
]);

/** What may be read out on the phone: the caller may be the attacker. */
export function sayKey({ cause, securityEscalation, guards }: Diagnosis): TextKey {
  const careful = securityEscalation || guards.includes('break-glass-account');
  return careful && !SAFE_TO_SAY.has(cause) ? tellKey('account-takeover') : tellKey(cause);
}
