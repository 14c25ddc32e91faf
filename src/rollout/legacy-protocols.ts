/** Ways to sign in that cannot show a second step. What they are for decides what takes their place. */
export type LegacyFamily =
  | 'activesync'
  | 'mailbox-protocol'
  | 'sending-mail'
  | 'outlook'
  | 'web-services'
  | 'powershell'
  | 'windows-mail'
  | 'other';

/**
 * The sign-in log's own words (`clientAppUsed`), which has had several for one thing over the years. The log compares
 * them letter by letter, and knows no “begins with” for them: each spelling is asked for by itself.
 */
const PROTOCOLS: Readonly<Record<LegacyFamily, readonly string[]>> = {
  activesync: ['Exchange ActiveSync', 'Exchange ActiveSync (unSupported)'],
  'mailbox-protocol': ['IMAP4', 'IMAP', 'POP3', 'POP', 'Other clients; IMAP', 'Other clients; POP'],
  'sending-mail': ['Authenticated SMTP', 'SMTP', 'SMTP AUTH', 'Other clients; SMTP'],
  outlook: [
    'MAPI Over HTTP',
    'Outlook Anywhere (RPC over HTTP)',
    'Outlook Anywhere',
    'AutoDiscover',
    'Autodiscover',
    'Offline Address Book',
    'Other clients; MAPI',
    'Other clients; Older Office clients',
  ],
  'web-services': ['Exchange Web Services', 'Reporting Web Services'],
  powershell: ['Exchange Online PowerShell'],
  'windows-mail': ['Universal Outlook', 'Outlook Service'],
  other: ['Other clients'],
};

export const LEGACY_PROTOCOLS: readonly string[] = Object.values(PROTOCOLS).flat();

const FAMILIES: ReadonlyMap<string, LegacyFamily> = new Map(
  Object.entries(PROTOCOLS).flatMap(([family, names]) =>
    // Object.entries forgets the keys' type.
    names.map((name) => [name.toLowerCase(), family as LegacyFamily] as const),
  ),
);

/** Null for a browser, an app, and whatever else can show a sign-in page. */
export function familyOf(clientAppUsed: string): LegacyFamily | null {
  return FAMILIES.get(clientAppUsed.toLowerCase()) ?? null;
}
