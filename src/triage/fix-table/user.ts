import { type FixTable, HARMLESS, PAGES, REGISTRATION_PAGE } from './proof.ts';

const BY_USER = { who: 'user', ...HARMLESS, link: PAGES.none } as const;
const SIGN_IN = `Open ${REGISTRATION_PAGE} in a browser and sign in.`;

/** What the person can do without anybody's help. */
export const USER_FIXES: FixTable<
  | 're-register'
  | 'add-second-method'
  | 'set-default-method'
  | 'remove-own-registration'
  | 'update-authenticator'
  | 'allow-notifications'
  | 'approve-on-phone'
  | 'use-code-instead'
  | 'use-another-method'
  | 'correct-phone-time'
  | 'wait-and-retry'
  | 'use-another-network'
  | 'answer-newest-prompt'
  | 'reset-password'
  | 'sign-in-again'
  | 'register-from-trusted-place'
  | 'make-device-compliant'
  | 'enrol-device'
  | 'register-stronger-method'
  | 'set-up-passkey-again'
  | 'modern-client'
  | 'redeem-invitation'
  | 'contact-home-tenant'
> = {
  're-register': {
    ...BY_USER,
    title: 'Register the phone that is in use now',
    steps: () => [
      SIGN_IN,
      'Choose “Add sign-in method”, then the Authenticator app, and follow the page with the phone in hand.',
      'Approve the test prompt. Only then delete the entry of the phone that is gone.',
    ],
  },
  'add-second-method': {
    ...BY_USER,
    title: 'Register one more method',
    steps: () => [SIGN_IN, 'Add a second method, so that one lost phone is never the end of the day.'],
  },
  'set-default-method': {
    ...BY_USER,
    title: 'Make the phone in use the default',
    steps: () => [
      SIGN_IN,
      'Beside “Default sign-in method”, choose “Change” and pick the method that is at hand.',
    ],
  },
  'remove-own-registration': {
    ...BY_USER,
    title: 'Delete registrations that are not used any more',
    steps: ({ stale }) => [
      SIGN_IN,
      stale?.label
        ? `Delete the entry “${stale.label}”, and no other.`
        : 'Delete the entries of phones and apps that are not in use any more. Keep the one that works.',
      'Delete the default method last: choose another default first.',
    ],
  },
  'update-authenticator': {
    ...BY_USER,
    title: 'Update the Authenticator app',
    steps: () => [
      'Open the App Store or Google Play on the phone and update Microsoft Authenticator.',
      'Open the app once, then sign in again.',
    ],
  },
  'allow-notifications': {
    ...BY_USER,
    title: 'Let the Authenticator show its prompts',
    steps: () => [
      'On the phone, allow notifications for Microsoft Authenticator and switch off focus and battery saving for it.',
      'Sign in again and keep the app open: pull down in it if no prompt appears.',
    ],
  },
  'approve-on-phone': {
    ...BY_USER,
    title: 'Open the app on the phone and approve there',
    steps: () => [
      'Sign in again, open Microsoft Authenticator on the phone itself and pull down to refresh.',
      'Type the number that the screen shows, but only if this sign-in is really theirs.',
    ],
  },
  'use-code-instead': {
    ...BY_USER,
    title: 'Use the code from the app',
    steps: () => [
      'On the sign-in page choose “I can’t use my Microsoft Authenticator app right now”, then “Use a verification code”.',
      'Open Microsoft Authenticator, choose the work account and type its six digits.',
    ],
  },
  'use-another-method': {
    ...BY_USER,
    title: 'Sign in with another registered method',
    steps: () => [
      'On the sign-in page choose “I can’t use my Microsoft Authenticator app right now” or “Sign in another way”.',
      'Pick a method that is at hand.',
    ],
  },
  'correct-phone-time': {
    ...BY_USER,
    title: 'Set the phone’s clock to automatic',
    steps: () => [
      'In the phone’s settings, switch on automatic date and time.',
      'In the app, choose the right account, wait for the next code and type it.',
    ],
  },
  'wait-and-retry': {
    ...BY_USER,
    title: 'Wait a little and try again',
    steps: () => ['Wait ten minutes without trying.', 'Sign in once more.'],
  },
  'use-another-network': {
    ...BY_USER,
    title: 'Sign in from another network',
    steps: () => [
      'Switch off the VPN or leave the shared network, and use the office, home or mobile connection.',
      'Sign in once more.',
    ],
  },
  'answer-newest-prompt': {
    ...BY_USER,
    title: 'Answer only the newest prompt',
    steps: () => ['Close every other sign-in window.', 'Sign in once and answer that prompt alone.'],
  },
  'reset-password': {
    ...BY_USER,
    title: 'Choose a new password',
    steps: () => [
      'Open aka.ms/sspr and follow the page, or change the password on the company’s network.',
      'Type the new password on every device that still has the old one.',
    ],
  },
  'sign-in-again': {
    ...BY_USER,
    title: 'Sign in again',
    steps: () => ['Close the application, open it again and sign in once with password and second step.'],
  },
  'register-from-trusted-place': {
    ...BY_USER,
    title: 'Register from a place that is allowed',
    steps: () => [`In the office or on the company’s VPN, open ${REGISTRATION_PAGE} and register there.`],
  },
  'make-device-compliant': {
    ...BY_USER,
    title: 'Bring the device up to date',
    steps: () => [
      'Open Company Portal on the device, look at what it lists and install what is missing.',
      'Choose “Check status”, wait a few minutes and sign in again.',
    ],
  },
  'enrol-device': {
    ...BY_USER,
    title: 'Use the work device, or enrol this one',
    steps: () => [
      'Sign in from the device that the company provides.',
      'If this one should be allowed, enrol it with Company Portal first.',
    ],
  },
  'register-stronger-method': {
    ...BY_USER,
    title: 'Register a passkey',
    steps: () => [
      SIGN_IN,
      'Choose “Add sign-in method”, then “Passkey” or “Security key”, and follow the page.',
    ],
  },
  'set-up-passkey-again': {
    ...BY_USER,
    title: 'Set up Windows Hello or the passkey again',
    steps: () => [
      'Sign in with another method.',
      'On the computer, open Settings, Accounts, Sign-in options and set up the PIN or the key again.',
    ],
  },
  'modern-client': {
    ...BY_USER,
    title: 'Use an app that can show a sign-in page',
    steps: () => [
      'Remove the account from the old mail program or device.',
      'Use Outlook or the browser instead. An exemption for the old protocol would open the account to anybody with the password.',
    ],
  },
  'redeem-invitation': {
    ...BY_USER,
    title: 'Accept the invitation with the right account',
    steps: () => [
      'Open the invitation mail in a private browser window.',
      'Sign in with the very address that was invited and accept. If the mail is gone, ask the host to send it again.',
    ],
  },
  'contact-home-tenant': {
    ...BY_USER,
    title: 'Ask the own organisation’s helpdesk',
    steps: () => [
      'The account belongs to another organisation: its helpdesk alone can reset the password or the methods there.',
    ],
  },
};
