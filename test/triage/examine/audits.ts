import { account } from '../../../demo/tenant/company/accounts.ts';
import type { AuditDraft } from '../../../demo/tenant/company/audit.ts';
import { policyId } from '../../../demo/tenant/company/policies.ts';
import { stableId } from '../../../demo/tenant/company/stable.ts';
import type { Account } from '../../../demo/tenant/state.ts';
import type { People } from '../../../demo/tenant/troubles/trouble.ts';
import type { Case, CaseAudit } from './format.ts';
import { age, place, policyNamed } from './words.ts';

/** One row of the audit log in the words of a case; which service wrote it follows from what was done. */
export function auditOf(one: CaseAudit, people: People, told: Case): AuditDraft {
  const from = one.from === undefined ? undefined : addressOf(one.from, told.person?.city ?? 'Hamburg');
  const by = whoDid(one.by ?? 'themselves', people);
  return {
    ago: age(one.ago),
    activity: one.activity,
    ...serviceOf(one),
    ...(by === undefined ? {} : { by }),
    ...(from === undefined ? {} : { from }),
    ...(one.about === undefined ? {} : { target: targetOf(one.about, told) }),
    ...(one.changed === undefined
      ? {}
      : { changed: one.changed.map(([name, before, after]) => ({ name, from: before, to: after })) }),
    ...(one.reason === undefined ? {} : { reason: one.reason }),
    ...(one.result === undefined ? {} : { result: one.result }),
  };
}

function whoDid(by: NonNullable<CaseAudit['by']>, people: People): Account | undefined {
  switch (by) {
    case 'themselves':
      return undefined;
    case 'helpdesk':
      return people.helpdesk;
    case 'admin':
      return people.admin;
    case 'stranger':
      return account({ name: 'temp.operator', displayName: 'Temp Operator' }, new Date());
  }
}

/** A place, an address, or what Entra shows where it masks addresses. */
function addressOf(from: string, city: string): string {
  if (from === 'masked') return '';
  return /^[\d.]+$/.test(from) ? from : place(from, city).ip;
}

function serviceOf(one: CaseAudit): Pick<AuditDraft, 'service' | 'category'> {
  const service = (): AuditDraft['service'] => {
    if (/security info|Authentication Methods Policy/.test(one.activity)) return 'Authentication Methods';
    if (/fraud|suspicious/i.test(one.activity)) return 'MFA';
    if (/conditional access|named location/i.test(one.activity)) return 'Conditional Access';
    if (/self-service|\(self/i.test(one.activity)) return 'Self-service Password Management';
    return 'Core Directory';
  };
  const category =
    one.category ??
    (/Authentication Methods Policy/.test(one.activity)
      ? 'ApplicationManagement'
      : /device/i.test(one.activity)
        ? 'Device'
        : /security defaults/.test(one.activity)
          ? 'Policy'
          : undefined);
  return { service: service(), ...(category === undefined ? {} : { category }) };
}

/** `policy NAME`, `device NAME`, `methods policy`, `security defaults`. */
function targetOf(about: string, told: Case): NonNullable<AuditDraft['target']> {
  if (about === 'methods policy') {
    return { type: 'Policy', id: 'authenticationMethodsPolicy', name: 'Authentication Methods Policy' };
  }
  if (about === 'security defaults') {
    return { type: 'Policy', id: '00000000-0000-0000-0000-000000000005', name: 'Security Defaults' };
  }
  const [, kind = '', name = ''] = /^(policy|device|application|location) (.+)$/.exec(about) ?? [];
  switch (kind) {
    case 'policy': {
      const found = policyNamed(name, told.tenant?.policies ?? []);
      return { type: 'Policy', id: policyId(found.name), name: found.name };
    }
    case 'device':
      return { type: 'Device', id: stableId('device', name), name };
    case 'application':
      return { type: 'ServicePrincipal', id: stableId('principal', name), name };
    case 'location':
      return { type: 'Policy', id: stableId('location', name), name };
    default:
      throw new Error(`an audit is about a policy, a device …, not about '${about}'`);
  }
}
