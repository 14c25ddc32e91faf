import {
  type About,
  type FixTable,
  HARMLESS,
  OPENS,
  PAGES,
  PROVE,
  REGISTRATION_PAGE,
  TAKES_AWAY,
} from './proof.ts';

const BY_HELPDESK = { who: 'helpdesk' } as const;

function entry({ stale }: About): string {
  return stale?.label ? `the entry “${stale.label}”` : 'the entry of the phone that is gone';
}

/** What the helpdesk may do, and nobody asks it to do without proof. */
export const HELPDESK_FIXES: FixTable<
  | 'prove-identity'
  | 'remove-stale-method'
  | 'temporary-access-pass'
  | 'renew-temporary-access-pass'
  | 'correct-phone-number'
  | 'wait-for-incident'
  | 'unlock-password'
  | 'confirm-with-person'
  | 'ask-manager'
  | 'ask-again-later'
> = {
  'prove-identity': {
    ...BY_HELPDESK,
    ...HARMLESS,
    title: 'Prove who is asking',
    steps: () => [
      PROVE,
      'Write into the ticket how it was proved. If it cannot be proved, stop and tell security.',
    ],
    link: PAGES.person,
  },
  'remove-stale-method': {
    ...BY_HELPDESK,
    ...TAKES_AWAY,
    title: 'Remove the one stale registration',
    steps: (about) => [
      PROVE,
      `Open the person’s authentication methods and delete ${entry(about)}. Leave every other method where it is.`,
      'If it is the default and there are others, make another one the default first: the default is deleted last.',
      `Stay on the line until the new phone is registered at ${REGISTRATION_PAGE} and a test prompt was approved.`,
    ],
    link: PAGES.methodsOf,
  },
  'temporary-access-pass': {
    ...BY_HELPDESK,
    ...OPENS,
    title: 'Issue a temporary access pass',
    steps: () => [
      PROVE,
      'On the person’s authentication methods choose “Add authentication method”, then “Temporary Access Pass”: one hour, one use.',
      'Read the pass out on that same call. Never send it by chat or mail.',
      `The person opens ${REGISTRATION_PAGE}, signs in with the pass and registers within ten minutes.`,
    ],
    link: PAGES.methodsOf,
  },
  'renew-temporary-access-pass': {
    ...BY_HELPDESK,
    ...OPENS,
    title: 'Issue a new temporary access pass',
    steps: () => [
      PROVE,
      'Check that the pass is allowed for this person and whether it must be for one use.',
      'On the person’s authentication methods issue a new pass: it replaces the old one.',
      `Read it out on that same call; the person registers at ${REGISTRATION_PAGE} within ten minutes.`,
    ],
    link: PAGES.methodsOf,
  },
  'correct-phone-number': {
    ...BY_HELPDESK,
    ...OPENS,
    title: 'Correct the registered phone number',
    steps: () => [
      PROVE,
      'Compare the last two digits with the number in HR’s record. A number that is only in the caller’s mouth is not enough.',
      'On the person’s authentication methods edit the phone: plus sign, country code, a space, the number.',
    ],
    link: PAGES.methodsOf,
  },
  'wait-for-incident': {
    ...BY_HELPDESK,
    ...HARMLESS,
    title: 'Wait until Microsoft has repaired it',
    steps: () => [
      'Tell everybody who calls the same thing: nothing is wrong with their phone, and nothing has to be registered again.',
      'Whoever has another method uses that one in the meantime.',
      'Post a notice with the incident’s number and follow it on the service health page.',
    ],
    link: PAGES.health,
  },
  'unlock-password': {
    ...BY_HELPDESK,
    ...OPENS,
    title: 'Find what keeps trying the old password',
    steps: () => [
      'The lock opens by itself after some minutes, if nothing goes on trying.',
      'Look in the sign-in log for the device or mail program that sends the old password, and change it there.',
      `If a new password is needed at once: ${PROVE.charAt(0).toLowerCase()}${PROVE.slice(1)} Then reset it.`,
    ],
    link: PAGES.person,
  },
  'confirm-with-person': {
    ...BY_HELPDESK,
    ...HARMLESS,
    title: 'Ask the person on a number you know',
    steps: () => [
      'Call the person on the number in HR’s record, never on one that a caller gives.',
      'Ask where they are, on which device they signed in, and whether the prompts were theirs.',
      'If anything does not fit, change nothing and tell security at once.',
    ],
    link: PAGES.person,
  },
  'ask-manager': {
    ...BY_HELPDESK,
    ...HARMLESS,
    title: 'Ask HR or the manager',
    steps: () => [
      'Ask HR or the manager, on a number from the directory, whether this account should be in use.',
      'Until their word is in writing, it stays disabled. Whoever runs the directory enables it then.',
    ],
    link: PAGES.person,
  },
  'ask-again-later': {
    ...BY_HELPDESK,
    ...HARMLESS,
    title: 'Ask again in five minutes',
    steps: () => [
      'Sign-ins reach the log within minutes. Until then, do not guess and change nothing.',
      'Ask again in five minutes, with the application and the time if they are known.',
    ],
    link: PAGES.none,
  },
};
