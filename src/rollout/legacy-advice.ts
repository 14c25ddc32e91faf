import { familyOf, type LegacyFamily } from './legacy-protocols.ts';

/** What takes the place of a legacy sign-in, as far as the find shows what it is. */
export const ADVICE_IDS = [
  'guessing',
  'stopped',
  'phone-mail-app',
  'old-outlook',
  'windows-mail',
  'printer-or-scanner',
  'mail-program',
  'script',
  'line-of-business',
  'unknown-program',
] as const;
export type AdviceId = (typeof ADVICE_IDS)[number];

/** What is known of one person's use of one protocol when advice is given. */
export interface LegacyTraits {
  readonly family: LegacyFamily;
  readonly successes: number;
  /** Failures with a wrong password, a locked account or a name that does not exist. */
  readonly guesses: number;
  readonly failures: number;
  readonly device: string | null;
  readonly application: string;
  readonly addresses: number;
  /** Everything that the same account does by legacy protocols. */
  readonly families: ReadonlySet<LegacyFamily>;
}

interface Rule {
  readonly id: AdviceId;
  fits(traits: LegacyTraits): boolean;
}

const is =
  (...families: readonly LegacyFamily[]) =>
  ({ family }: LegacyTraits) =>
    families.includes(family);

const OFFICE = /outlook|microsoft office|office 1[0-9]\.|mapi/i;
const MAIL_PROGRAM = /thunderbird|apple ?mail|mail\/|postbox|bluemail|k-?9|evolution/i;
const PHONE = /ios|iphone|ipad|android|samsung|mobile/i;
/** Applications of Exchange itself: a protocol of it and nothing of the company's own. */
const EXCHANGE = /exchange|^$/i;

/** The first that fits. What fits everything comes last. */
const RULES: readonly Rule[] = [
  { id: 'guessing', fits: (t) => t.successes === 0 && t.guesses > 0 && t.guesses === t.failures },
  { id: 'stopped', fits: (t) => t.successes === 0 },
  { id: 'phone-mail-app', fits: is('activesync') },
  { id: 'windows-mail', fits: is('windows-mail') },
  { id: 'old-outlook', fits: is('outlook') },
  { id: 'script', fits: is('powershell') },
  { id: 'mail-program', fits: is('mailbox-protocol') },
  // A program that reads mail sends it, too; what only sends is a machine.
  {
    id: 'mail-program',
    fits: (t) =>
      t.family === 'sending-mail' &&
      (t.families.has('mailbox-protocol') || MAIL_PROGRAM.test(t.device ?? '')),
  },
  { id: 'printer-or-scanner', fits: (t) => t.family === 'sending-mail' && t.addresses <= 3 },
  { id: 'line-of-business', fits: is('sending-mail') },
  { id: 'old-outlook', fits: (t) => OFFICE.test(t.device ?? '') },
  { id: 'phone-mail-app', fits: (t) => PHONE.test(t.device ?? '') },
  { id: 'line-of-business', fits: is('web-services') },
  { id: 'line-of-business', fits: (t) => !EXCHANGE.test(t.application) },
  { id: 'unknown-program', fits: () => true },
];

export function adviceFor(traits: LegacyTraits): AdviceId {
  return RULES.find((rule) => rule.fits(traits))?.id ?? 'unknown-program';
}

export function familiesOf(protocols: readonly string[]): ReadonlySet<LegacyFamily> {
  return new Set(protocols.flatMap((protocol) => familyOf(protocol) ?? []));
}

/** In the command line's language. Cards have their own, in the language of the reader. */
export const ADVICE: Readonly<Record<AdviceId, string>> = {
  guessing:
    'Probably somebody guessing passwords: nothing got in. Block legacy authentication; no program of yours needs to change.',
  stopped:
    'Already stopped, and something still tries. Find the program and replace it, or remove the saved password.',
  'phone-mail-app':
    "A phone's mail app: install Outlook mobile, or remove the account there and add it again, so that it signs in by the sign-in page.",
  'old-outlook':
    'An old Outlook or one without modern authentication: update to Microsoft 365 Apps, then set up the profile again.',
  'windows-mail': 'The Mail and Calendar app of Windows: move to the new Outlook.',
  'printer-or-scanner':
    'A printer, scanner or other machine that sends mail: use a connector for its address (direct send or relay), High Volume Email, or firmware that knows OAuth.',
  'mail-program':
    'A mail program over IMAP or POP: switch its account to OAuth 2.0 (Thunderbird and Apple Mail can), or move to Outlook.',
  script:
    'A script with a password: use the Exchange Online PowerShell module with a certificate or a managed identity.',
  'line-of-business':
    'An application with a stored password: register it in Entra and let it use Microsoft Graph, or OAuth for the same protocol.',
  'unknown-program':
    'A program that the log does not name: ask the account’s owner what runs there, then update it to one that shows the sign-in page.',
};
