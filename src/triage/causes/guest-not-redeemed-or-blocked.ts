import { type Cause, clamp } from '../cause.ts';
import { auditsNamed, nameOfPerson, refusedWith } from '../facts.ts';
import { attemptRows, auditRow, present } from '../rows.ts';
import { neverRefusedWith } from '../ruled-out.ts';

const CODES = [50014, 50020, 16003, 500213, 500212, 500571, 90084, 500208, 51004];

export const guestNotRedeemedOrBlocked: Cause = {
  id: 'guest-not-redeemed-or-blocked',
  title: 'Guest blocked or not redeemed',
  surest: 'high',
  near: ['guest-home-mfa-not-trusted', 'account-disabled'],
  judge(facts) {
    const explains = refusedWith(facts, ...CODES);
    const [newest] = explains;
    if (!newest || (newest.last.code === 51004 && !facts.external)) return null;
    const invited = auditsNamed(facts, /invite external user|redeem extern/i);
    const blocked = [500213, 500212, 90084].includes(newest.last.code);
    return {
      score: clamp(facts.external ? 95 : 84),
      rows: present(...attemptRows(explains), ...invited.slice(0, 1).map(auditRow)),
      explains,
      summary: blocked
        ? `${nameOfPerson(facts)} is kept out by the cross-tenant rules of one of the two organisations. Their administrators must allow it.`
        : `${nameOfPerson(facts)} has not accepted the invitation, or signs in with another account than the one invited.`,
      fixes: blocked ? ['change-policy', 'contact-home-tenant'] : ['redeem-invitation'],
      doNot: ['Do not reset MFA: it never came to that.'],
    };
  },
  whyNot: (facts) => neverRefusedWith(facts, CODES, 'The guest account itself was accepted.'),
};
