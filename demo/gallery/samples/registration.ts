import {
  type RegistrationInput,
  type RegistrationView,
  toRegistrationView,
} from '../../../src/cards/registration.ts';
import type { Texts } from '../../../src/cards/texts.ts';
import { MissingLicence, MissingPermission } from '../../../src/errors.ts';
import type { Coverage } from '../../../src/people/coverage.ts';
import type { RegistrationState } from '../../../src/people/registration.ts';
import { NOW, ORGANISATION } from './people.ts';

const REPORTED = new Date('2026-11-20T01:40:00Z');

function coverage(byState: Record<RegistrationState, number>, changes: Partial<Coverage> = {}): Coverage {
  const people = Object.values(byState).reduce((sum, count) => sum + count, 0);
  return {
    people,
    byState,
    registered: people - byState.none,
    guests: 0,
    admins: 0,
    adminsWithout: [],
    adminsWithoutCount: 0,
    reportedFrom: people === 0 ? null : REPORTED,
    ...changes,
  };
}

const counted = (found: Coverage, reading = false) =>
  drawn({ organisation: ORGANISATION.displayName, asOf: NOW, coverage: found, reading });

function drawn(input: RegistrationInput): (texts: Texts) => RegistrationView {
  return (texts) => toRegistrationView(input, texts);
}

const NAMES = ['Rosa Lind', 'Tomás Herrera', 'Yuki Tanaka'];

export const registrationSamples = {
  'below the goal': counted(
    coverage(
      { none: 31, 'phone-only': 44, registered: 142, passkey: 33 },
      {
        guests: 12,
        admins: 9,
        adminsWithoutCount: 3,
        adminsWithout: NAMES.map((name, index) => ({ id: `${index}`, name })),
      },
    ),
  ),
  'goal reached': counted(
    coverage({ none: 7, 'phone-only': 0, registered: 160, passkey: 83 }, { guests: 12, admins: 9 }),
  ),
  'nobody registered': counted(
    coverage({ none: 250, 'phone-only': 0, registered: 0, passkey: 0 }, { admins: 1, adminsWithoutCount: 1 }),
  ),
  'one person': counted(coverage({ none: 0, 'phone-only': 0, registered: 1, passkey: 0 }, { admins: 1 })),
  'a million people': counted(
    coverage(
      { none: 48_213, 'phone-only': 201_447, registered: 612_034, passkey: 138_306 },
      {
        guests: 71_882,
        admins: 642,
        adminsWithoutCount: 57,
        adminsWithout: Array.from({ length: 20 }, (_, index) => ({
          id: `${index}`,
          name: `${NAMES[index % 3]} ${index + 1}`,
        })),
      },
    ),
  ),
  'empty tenant': counted(coverage({ none: 0, 'phone-only': 0, registered: 0, passkey: 0 })),
  'still reading': counted(
    coverage(
      { none: 3_120, 'phone-only': 5_004, registered: 21_870, passkey: 6 },
      { guests: 90, admins: 14 },
    ),
    true,
  ),
  'still reading, nothing yet': counted(
    coverage({ none: 0, 'phone-only': 0, registered: 0, passkey: 0 }),
    true,
  ),
  'permission missing': drawn({
    organisation: ORGANISATION.displayName,
    asOf: NOW,
    unreadable: new MissingPermission('AuditLog.Read.All', 'the registration report'),
  }),
  'licence missing': drawn({
    organisation: null,
    asOf: NOW,
    unreadable: new MissingLicence('Microsoft Entra ID P1', 'the registration report'),
  }),
} satisfies Record<string, (texts: Texts) => RegistrationView>;
