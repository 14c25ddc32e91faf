import { passkey, phone } from '../../demo/tenant/company/methods.ts';
import { grant, policy } from '../../demo/tenant/company/policies.ts';
import { roleAssignment, roleId } from '../../demo/tenant/company/roles.ts';
import { signIn } from '../../demo/tenant/company/sign-in.ts';
import type { Company } from '../../demo/tenant/company.ts';
import { createCompany } from '../../demo/tenant/company.ts';
import type { Entity } from '../../demo/tenant/entity.ts';

const DAY = 86_400_000;

export interface ReadinessTenant {
  readonly company: Company;
  readonly breakGlassIds: readonly string[];
  readonly excludedGroupId: string | null;
}

function lastSignIn(daysAgo: number): Entity {
  const at = new Date(Date.now() - daysAgo * DAY).toISOString().replace(/\.\d+Z/, 'Z');
  return {
    signInActivity: {
      lastSignInDateTime: at,
      lastSignInRequestId: null,
      lastNonInteractiveSignInDateTime: at,
      lastNonInteractiveSignInRequestId: null,
      lastSuccessfulSignInDateTime: at,
      lastSuccessfulSignInRequestId: null,
    },
  };
}

function setCampaign(company: Company, state: 'enabled' | 'disabled'): void {
  const { registrationEnforcement } = company.methodsPolicy as {
    registrationEnforcement: { authenticationMethodsRegistrationCampaign: Entity };
  };
  const campaign = { ...registrationEnforcement.authenticationMethodsRegistrationCampaign, state };
  company.methodsPolicy = {
    ...company.methodsPolicy,
    registrationEnforcement: { authenticationMethodsRegistrationCampaign: campaign },
  };
}

/** Everything is in order: the second step is asked of everybody, everybody has one, and nobody gets around it. */
export function tenantInOrder(): ReadinessTenant {
  const company = createCompany({ troubles: [] });
  const excludeGroups = [company.groups.policyExclusions.id];
  const planned = { excludeGroups: [...excludeGroups, company.groups.excluded.id] };
  const everybody = { includeUsers: ['All'] };
  company.policies = [
    policy({ name: 'Everybody: MFA', state: 'enabled', users: { ...everybody, ...planned } }),
    policy({
      name: 'Block legacy authentication',
      state: 'enabled',
      users: { ...everybody, excludeGroups },
      conditions: { clientAppTypes: ['exchangeActiveSync', 'other'] },
      grant: grant('block'),
    }),
    // About a group and a role that no emergency account is in.
    policy({
      name: 'Pilot: compliant device',
      state: 'enabled',
      users: { includeGroups: [company.groups.pilot.id] },
      grant: grant('compliantDevice'),
    }),
    policy({
      name: 'Exchange administrators: MFA',
      state: 'enabled',
      users: { includeRoles: [roleId('Exchange Administrator')] },
    }),
  ];
  setCampaign(company, 'disabled');
  for (const { id, kind } of company.accounts.values()) {
    company.change(id, lastSignIn(3));
    if (kind === 'staff')
      company.registerMethod(
        id,
        passkey({ of: id, name: 'Key', model: 'Security key', addedAt: new Date() }),
      );
  }
  company.signIns = [];
  company.refreshReport(new Date());
  return { company, breakGlassIds: company.breakGlassIds, excludedGroupId: company.groups.excluded.id };
}

/** Nothing is in order. One emergency account, which depends on a phone, holds nothing and is caught. */
export function tenantInTrouble(): ReadinessTenant {
  const company = createCompany();
  const { emergencySecond, unregisteredAdmin } = company.named;
  company.registerMethod(emergencySecond.id, phone({ number: '+49 1701234567', addedAt: new Date(0) }));
  const held = company.roleAssignments.filter(({ principalId }) => principalId !== emergencySecond.id);
  company.roleAssignments = [...held, roleAssignment('Security Reader', emergencySecond.id)];
  const reporting = policy({
    name: 'Finance: MFA, report only',
    state: 'enabledForReportingButNotEnforced',
    users: { includeGroups: [company.groups.pilotFinance.id] },
  });
  company.policies = [
    policy({
      name: 'Security readers: compliant device',
      state: 'enabled',
      users: { includeRoles: [roleId('Security Reader')] },
      grant: grant('compliantDevice'),
    }),
    reporting,
  ];
  setCampaign(company, 'enabled');
  const person = company.account(unregisteredAdmin.id);
  company.signIns = [
    signIn(
      person,
      {
        ago: DAY,
        code: 0,
        policies: [{ name: 'Finance: MFA, report only', result: 'reportOnlyFailure', controls: ['Mfa'] }],
      },
      new Date(),
    ),
    ...company.signIns,
  ];
  return { company, breakGlassIds: [emergencySecond.userPrincipalName], excludedGroupId: null };
}
