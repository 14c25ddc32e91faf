import { account } from '../company/accounts.ts';
import { audit } from '../company/audit.ts';
import { locationOf } from '../company/log-places.ts';
import { officeIn } from '../company/places.ts';
import { signIn } from '../company/sign-in.ts';
import { before, iso, stableId } from '../company/stable.ts';
import type { Account, CompanyState, NamedPerson } from '../state.ts';
import { authenticatorTroubles } from './authenticator.ts';
import { cupboardOf } from './cupboard.ts';
import { deviceTroubles } from './devices.ts';
import { guestTroubles } from './guests.ts';
import { passwordTroubles } from './passwords.ts';
import { phoneTroubles } from './phones.ts';
import { registrationTroubles } from './registration.ts';
import { securityTroubles } from './security.ts';
import type { Risk, Trouble, Who } from './trouble.ts';

/** Every kind of trouble, one entry per cause of the triage catalogue. */
export const TROUBLES: readonly Trouble[] = [
  ...authenticatorTroubles,
  ...phoneTroubles,
  ...registrationTroubles,
  ...passwordTroubles,
  ...securityTroubles,
  ...deviceTroubles,
  ...guestTroubles,
];

/** Puts people into trouble: their accounts, methods, sign-ins, audits, risk and what is behind it all. */
export function stage(company: CompanyState, trouble: Trouble, now: Date): NamedPerson {
  const [first, ...others] = [trouble.who, ...(trouble.alsoHit ?? [])].map((who) =>
    stagePerson(company, trouble, { who, now }),
  );
  if (first === undefined) throw new Error('a trouble has somebody in it');
  const people = {
    account: first,
    helpdesk: named(company, 'helpdesk'),
    admin: named(company, 'admin'),
  };
  company.audits.push(...(trouble.audits?.(people) ?? []).map((draft) => audit(first, draft, now)));
  if (trouble.risk !== undefined) stageRisk(company, first, { risk: trouble.risk, now });
  trouble.tenant?.(company, now, first);
  company.sortLogs();
  company.troubles.set(trouble.cause, [first, ...others].map(personOf));
  return personOf(first);
}

function named(company: CompanyState, role: string): Account {
  const person = company.named[role];
  if (person === undefined) throw new Error(`the company has no ${role}`);
  return company.account(person.id);
}

const personOf = ({ id, user }: Account): NamedPerson => ({
  id,
  userPrincipalName: String(user.userPrincipalName),
  displayName: String(user.displayName),
});

function stagePerson(
  company: CompanyState,
  trouble: Trouble,
  { who, now }: { readonly who: Who; readonly now: Date },
): Account {
  const cupboard = cupboardOf(who.name, now);
  const [givenName = '', ...rest] = who.displayName.split(' ');
  const person = account(
    {
      ...who,
      givenName,
      surname: rest.join(' '),
      department: who.department ?? null,
      jobTitle: who.title ?? null,
      ...(who.kind === 'guest' ? {} : { office: officeIn(who.city) }),
      methods: trouble.methods?.(cupboard) ?? [],
    },
    now,
  );
  person.user = { ...person.user, ...who.user };
  person.perUserMfaState = who.perUserMfaState ?? 'disabled';
  company.addAccount(person);
  if (person.kind === 'staff' && who.outsidePilot !== true) {
    company.groupList.get(company.groups.pilot?.id ?? '')?.members.add(person.id);
  }
  company.signIns.push(...(trouble.signIns ?? []).map((draft) => signIn(person, draft, now)));
  return person;
}

function stageRisk(
  company: CompanyState,
  person: Account,
  { risk, now }: { readonly risk: Risk; readonly now: Date },
): void {
  const whose = {
    userDisplayName: person.user.displayName,
    userPrincipalName: person.user.userPrincipalName,
    riskLevel: risk.level,
    riskState: risk.state,
    riskDetail: 'none',
  };
  const latest = Math.min(...risk.detections.map(({ ago }) => ago));
  company.riskyUsers.push({
    ...whose,
    id: person.id,
    isDeleted: false,
    isProcessing: false,
    riskLastUpdatedDateTime: iso(before(now, latest)),
  });
  for (const seen of risk.detections) {
    const at = iso(before(now, seen.ago));
    company.riskDetections.push({
      ...whose,
      id: stableId('detection', person.id, at),
      userId: person.id,
      activity: seen.ip === '' ? 'user' : 'signin',
      activityDateTime: at,
      detectedDateTime: at,
      lastUpdatedDateTime: at,
      detectionTimingType: seen.ip === '' ? 'offline' : 'realtime',
      riskEventType: seen.event,
      source: 'IdentityProtection',
      tokenIssuerType: 'AzureAD',
      ipAddress: seen.ip === '' ? null : seen.ip,
      location: seen.ip === '' ? null : locationOf({ ...seen, state: seen.city, network: 0, trusted: false }),
      correlationId: stableId('attempt', person.id, seen.attempt ?? at),
      requestId: null,
      additionalInfo: '[]',
    });
  }
}
