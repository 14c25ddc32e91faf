import { type FixTable, HARMLESS, PAGES, TAKES_AWAY } from './proof.ts';

const BY_SECURITY = { who: 'security', ...HARMLESS } as const;

/** What only security decides. */
export const SECURITY_FIXES: FixTable<
  'unblock-mfa-user' | 'contain-account' | 'review-risk' | 'page-security'
> = {
  'page-security': {
    ...BY_SECURITY,
    title: 'Hand over to security now',
    steps: () => [
      'Give security this case at once and change nothing: no reset, no new method, no pass.',
      'Tell the person, on the number in HR’s record, to approve nothing and to decline every prompt they did not start.',
    ],
    link: PAGES.person,
  },
  'contain-account': {
    ...BY_SECURITY,
    ...TAKES_AWAY,
    title: 'Contain the account',
    steps: () => [
      'Disable the account or revoke its sessions, and reset the password.',
      'Meet the person in person or on video, and go through every registered method: delete those that are not theirs.',
      'Look for mail rules, consents and new devices since the first foreign sign-in.',
      'Only then may the person register again, with security present.',
    ],
    link: PAGES.methodsOf,
  },
  'review-risk': {
    ...BY_SECURITY,
    title: 'Investigate the risk',
    steps: () => [
      'Look at the risky sign-ins and ask the person about them on a number you know.',
      'If it was not them: confirm the compromise and contain the account. If it was: have them change the password securely, or dismiss the risk with the proof written down.',
    ],
    link: PAGES.riskyPeople,
  },
  'unblock-mfa-user': {
    ...BY_SECURITY,
    needsIdentityProof: true,
    title: 'Unblock for MFA after the investigation',
    steps: () => [
      'Ask the person, on the number in HR’s record, whether the reported prompt was theirs.',
      'If it was not: contain the account first.',
      'Then remove the person from the list of blocked users. Registering again or a pass does not lift the block.',
    ],
    link: PAGES.blockedPeople,
  },
};
