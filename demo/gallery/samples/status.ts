import { type StatusInput, type StatusView, toStatusView } from '../../../src/cards/status.ts';
import type { Texts } from '../../../src/cards/texts.ts';
import { MissingPermission, TryAgainLater, Unavailable } from '../../../src/errors.ts';
import type { Method, Person } from '../../../src/people/people.ts';
import { registrationState } from '../../../src/people/registration.ts';
import { ALICE, method, NOW, ORGANISATION, REGISTRATION_URL } from './people.ts';

const PHONE = method('phone', '+49 ··· 42', '2023-05-04T10:00:00Z');
const AUTHENTICATOR = method('authenticator', 'iPhone 15', '2025-03-03T10:00:00Z');
const PASSKEY = method('passkey', 'YubiKey 5 NFC', '2026-09-14T10:00:00Z');
const HELLO = method('windows-hello', 'LAPTOP-7F3K', null);

const registered = (...methods: readonly Method[]): StatusInput['registration'] => ({
  known: true,
  state: registrationState(methods),
  methods,
});

function sample(changes: Partial<StatusInput>): (texts: Texts) => StatusView {
  return (texts) =>
    toStatusView(
      {
        person: ALICE,
        organisation: ORGANISATION,
        registration: registered(),
        asOf: NOW,
        registrationUrl: REGISTRATION_URL,
        viewer: 'self',
        ...changes,
      },
      texts,
    );
}

const seen = (person: Partial<Person>, registration: StatusInput['registration']) =>
  sample({ viewer: 'helpdesk', person: { ...ALICE, ...person }, registration });

const NO_PERMISSION = new MissingPermission('UserAuthenticationMethod.Read.All', 'registered methods');

export const statusSamples = {
  none: sample({}),
  'none, with a deadline': sample({ deadline: '2026-12-04' }),
  'phone only': sample({ registration: registered(PHONE) }),
  'phone ended': sample({ registration: registered(PHONE), asOf: new Date('2027-02-03T09:00:00Z') }),
  'registered, one step': sample({ registration: registered(AUTHENTICATOR) }),
  'registered, several steps': sample({ registration: registered(PHONE, AUTHENTICATOR) }),
  passkey: sample({ registration: registered(PASSKEY, HELLO, AUTHENTICATOR, PHONE) }),
  'passkey, one': sample({ registration: registered(PASSKEY) }),
  'unknown, permission missing': sample({ registration: { known: false, reason: NO_PERMISSION } }),
  'unknown, busy': sample({
    registration: { known: false, reason: new TryAgainLater(30, 'Microsoft Graph') },
  }),
  'unknown, no answer': sample({
    organisation: null,
    registration: { known: false, reason: new Unavailable('Graph does not answer.', 'Try again.') },
  }),
  'helpdesk, none': seen({}, registered()),
  'helpdesk, phone only, guest': seen(
    { kind: 'guest', displayName: 'Bob Adams', userPrincipalName: 'bob_fabrikam.com#EXT#@contoso.com' },
    registered(PHONE),
  ),
  'helpdesk, disabled': seen({ enabled: false }, registered(AUTHENTICATOR)),
  'helpdesk, passkey': seen({}, registered(PASSKEY, HELLO)),
  'helpdesk, unknown': seen({}, { known: false, reason: NO_PERMISSION }),
  'helpdesk, phone ended': sample({
    viewer: 'helpdesk',
    person: { ...ALICE, kind: 'guest', enabled: true },
    registration: registered(PHONE),
    asOf: new Date('2027-02-03T09:00:00Z'),
  }),
  'helpdesk, guest disabled': seen({ kind: 'guest', enabled: false, department: null }, registered()),
  'helpdesk, busy': seen({}, { known: false, reason: new TryAgainLater(30, 'Microsoft Graph') }),
  'helpdesk, no answer': seen({}, { known: false, reason: new Unavailable('No answer.', 'Try again.') }),
  'helpdesk, long and hostile names': seen(
    {
      displayName: '**Wolfeschlegelsteinhausenbergerdorff** [Click here](https://evil.example) \u202egnirts',
      department: '# Research & Development / Hazardous Materials Handling and Long Department Names',
      userPrincipalName: 'wolfe_schlegel.steinhausen-bergerdorff@research.contoso.onmicrosoft.com',
    },
    registered(method('authenticator', '<b>My</b> _phone_ `rm -rf` https://evil.example', null), PHONE),
  ),
} satisfies Record<string, (texts: Texts) => StatusView>;
