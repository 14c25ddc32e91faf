import type { Method, MethodKind, Organisation, Person } from '../../../src/people/people.ts';

export const ORGANISATION: Organisation = {
  tenantId: '11111111-1111-4111-8111-111111111111',
  displayName: 'Contoso',
  countryCode: 'DE',
};
export const REGISTRATION_URL = 'https://aka.ms/mysecurityinfo';
export const NOW = new Date('2026-11-20T08:12:00Z');
export const TIME_ZONE = 'Europe/Berlin';

export const ALICE: Person = {
  id: 'a0000000-0000-4000-8000-000000000001',
  userPrincipalName: 'alice.weber@contoso.com',
  displayName: 'Alice Weber',
  givenName: 'Alice',
  mail: 'alice.weber@contoso.com',
  kind: 'member',
  enabled: true,
  department: 'Finance',
  jobTitle: 'Controller',
  usageLocation: 'DE',
  preferredLanguage: 'de-DE',
};

export function method(kind: MethodKind, label: string | null, added: string | null): Method {
  return {
    id: `${kind} ${label}`,
    kind,
    label,
    addedAt: added === null ? null : new Date(added),
    lastUsedAt: null,
    usable: true,
  };
}
