import { stopsOf } from '../applied.ts';
import { type Cause, clamp } from '../cause.ts';
import { methodsOf, nameOfPerson, refusedWith } from '../facts.ts';
import { attemptRows, policyRow, present } from '../rows.ts';

const CODES = [50072, 50074, 50076, 50079, 90072, 50177];

export const guestHomeMfaNotTrusted: Cause = {
  id: 'guest-home-mfa-not-trusted',
  title: 'Guest: MFA in home tenant not trusted',
  surest: 'medium',
  near: ['guest-not-redeemed-or-blocked', 'never-registered'],
  judge(facts) {
    const explains = refusedWith(facts, ...CODES);
    const [newest] = explains;
    if (!newest || !facts.external) return null;
    const here = methodsOf(facts, 'authenticator', 'phone', 'software-code', 'passkey').length > 0;
    const { homeTenantId, resourceTenantId, crossTenantAccess } = newest.last;
    const seen =
      /b2b/i.test(crossTenantAccess ?? '') || (homeTenantId !== null && homeTenantId !== resourceTenantId);
    return {
      score: clamp((seen || newest.last.code === 90072 ? 91 : 82) - (here ? 22 : 0)),
      rows: present(...attemptRows(explains), ...stopsOf(newest, facts.evidence).slice(0, 1).map(policyRow)),
      explains,
      summary: `${nameOfPerson(facts)} is a guest: this organisation asks for its own second step and does not trust the one done at home. Trust it for that partner, or let the guest register here.`,
      fixes: ['trust-home-tenant-mfa', 're-register', 'contact-home-tenant'],
      doNot: ['Nothing can be reset here: the guest’s own methods are not visible.'],
    };
  },
  whyNot: ({ external }) => (external ? null : 'The account is no guest.'),
};
