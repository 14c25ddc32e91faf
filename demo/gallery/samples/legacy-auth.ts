import {
  type LegacyAuthInput,
  type LegacyAuthView,
  toLegacyAuthView,
} from '../../../src/cards/legacy-auth.ts';
import type { Texts } from '../../../src/cards/texts.ts';
import { MissingLicence, Unavailable } from '../../../src/errors.ts';
import { createLegacyCounter } from '../../../src/rollout/legacy-auth.ts';
import type { LegacySignIn } from '../../../src/rollout/legacy-sign-in.ts';
import { NOW, ORGANISATION } from './people.ts';

const DAY_MS = 86_400_000;

interface Find {
  readonly name: string;
  readonly protocol: string;
  readonly codes: readonly number[];
  readonly device?: string;
}

const MANY: readonly Find[] = [
  { name: 'Scanner to Mail Service', protocol: 'Authenticated SMTP', codes: [0, 0, 0, 0, 0, 0] },
  { name: 'Tomás Herrera', protocol: 'Exchange ActiveSync', codes: [0, 0, 0], device: 'iOS 17' },
  { name: 'Rosa Lind', protocol: 'IMAP4', codes: [0, 0, 53003], device: 'Thunderbird' },
  { name: 'Rosa Lind', protocol: 'Authenticated SMTP', codes: [0] },
  { name: 'Payroll Export', protocol: 'Exchange Web Services', codes: [0] },
  { name: 'Yuki Tanaka', protocol: 'Other clients', codes: [53003, 53003], device: 'Microsoft Office 15.0' },
  { name: 'Henrike Halden', protocol: 'POP3', codes: [50126, 50126, 50053] },
];

const OTHER_KINDS: readonly Find[] = [
  { name: 'Gareth Pryce', protocol: 'MAPI Over HTTP', codes: [0] },
  { name: 'Alice Moreau', protocol: 'Universal Outlook', codes: [0] },
  { name: 'Backup Service', protocol: 'Exchange Online PowerShell', codes: [0, 0] },
  { name: 'Wei Zhang', protocol: 'Other clients', codes: [0] },
];

function read(
  finds: readonly Find[],
  over: { readonly half?: true; readonly copies?: number; readonly unlisted?: number } = {},
) {
  const counter = createLegacyCounter();
  for (let copy = 0; copy < (over.copies ?? 1); copy += 1) {
    for (const find of finds) addFind(counter, find, copy);
  }
  return {
    organisation: ORGANISATION.displayName,
    asOf: NOW,
    reading: {
      report: {
        ...counter.report({ days: 30, since: new Date(NOW.getTime() - 30 * DAY_MS), asOf: NOW }),
        unlisted: over.unlisted ?? 0,
      },
      withoutNonInteractive: over.half ? new Unavailable('No beta.', 'Wait.') : null,
    },
  };
}

function addFind(counter: ReturnType<typeof createLegacyCounter>, find: Find, copy: number): void {
  find.codes.forEach((code, index) => {
    const row: LegacySignIn = {
      personId: `${find.name}-${copy}`,
      userPrincipalName: `${find.name}@contoso.example`,
      displayName: copy === 0 ? find.name : `${find.name} ${copy + 1}`,
      protocol: find.protocol,
      application: 'Office 365 Exchange Online',
      device: find.device ?? null,
      ip: '198.51.100.7',
      at: new Date(NOW.getTime() - (index + 1) * DAY_MS),
      code,
    };
    counter.add(row, { nonInteractive: false });
  });
}

const drawn =
  (input: LegacyAuthInput) =>
  (texts: Texts): LegacyAuthView =>
    toLegacyAuthView(input, texts);

export const legacyAuthSamples = {
  'several get in': drawn(read(MANY)),
  'more than a card holds': drawn(read(MANY, { copies: 40 })),
  'other kinds, too many to list': drawn(read(OTHER_KINDS, { unlisted: 12_400 })),
  'only tried': drawn(read(MANY.filter(({ codes }) => !codes.includes(0)))),
  'nobody at all': drawn(read([])),
  'without what programs do': drawn(read([], { half: true })),
  'a name with markdown': drawn(
    read([{ name: '**[Ada](https://x.example)**', protocol: 'IMAP4', codes: [0] }]),
  ),
  'still reading': drawn({ organisation: ORGANISATION.displayName, asOf: NOW, days: 30 }),
  'licence missing': drawn({
    organisation: null,
    asOf: NOW,
    unreadable: new MissingLicence('Microsoft Entra ID P1', 'the sign-in log'),
  }),
};
