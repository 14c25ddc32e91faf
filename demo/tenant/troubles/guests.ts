import { FIRST_DOMAIN } from '../company/accounts.ts';
import { OFFICE_HOME, TEAMS } from '../company/log-words.ts';
import { POLICY } from '../company/policies.ts';
import { stableId } from '../company/stable.ts';
import { claim, rightPassword } from '../company/steps.ts';
import { hours, mustRegister, refused } from './attempts.ts';
import type { Trouble } from './trouble.ts';

const HOME = stableId('tenant', 'a partner');

const fromPartner = {
  homeTenantId: HOME,
  homeTenantName: 'Nordseil Ropes',
  crossTenantAccessType: 'b2bCollaboration',
};

/** People of partners, who prove themselves at home. */
export const guestTroubles: readonly Trouble[] = [
  {
    cause: 'guest-home-mfa-not-trusted',
    story: 'Does MFA at home every morning and is asked to register again here.',
    who: {
      name: 'bo.lindqvist_nordseil.example#EXT#',
      displayName: 'Bo Lindqvist',
      kind: 'guest',
      domain: FIRST_DOMAIN,
      city: 'Hamburg',
    },
    signIns: [
      ...mustRegister(hours(4), {
        app: TEAMS,
        steps: [rightPassword, claim],
        policies: [{ name: POLICY.guests, result: 'failure' }],
        more: fromPartner,
      }),
      ...mustRegister(hours(3), {
        app: TEAMS,
        policies: [{ name: POLICY.guests, result: 'failure' }],
        more: fromPartner,
      }),
    ],
  },
  {
    cause: 'guest-not-redeemed-or-blocked',
    story: 'Was invited a month ago, never opened the invitation, and tries the link to the team.',
    who: {
      name: 'svea.holm_nordseil.example#EXT#',
      displayName: 'Svea Holm',
      kind: 'guest',
      domain: FIRST_DOMAIN,
      city: 'Hamburg',
      createdDaysAgo: 31,
      user: { externalUserState: 'PendingAcceptance' },
    },
    signIns: refused(hours(6), 50014, { app: OFFICE_HOME, steps: [], policies: [], more: fromPartner }),
    audits: ({ admin }) => [
      { ago: hours(24 * 29), activity: 'Invite external user', service: 'Core Directory', by: admin },
    ],
  },
];
