import { type ExceptionInput, type ExceptionView, toExceptionView } from '../../../src/cards/exception.ts';
import { type ExceptionsView, toExceptionsDueView, toExceptionsView } from '../../../src/cards/exceptions.ts';
import type { Texts } from '../../../src/cards/texts.ts';
import type { ExceptionCount, Register } from '../../../src/rollout/exception-desk.ts';
import {
  type Decision,
  DRAFT_PROBLEMS,
  type Exception,
  type ExceptionState,
  type Sign,
} from '../../../src/rollout/exceptions.ts';
import { NOW } from './people.ts';

const DAY = 86_400_000;
const day = (days: number) => new Date(NOW.getTime() + days * DAY).toISOString().slice(0, 10);
const idOf = (number: number) => `ec000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const ROSA = { ownerId: 'a0000000-0000-4000-8000-000000000007', ownerName: 'Rosa Lind' };

function one(number: number, name: string, sign: Sign, more: Partial<Exception> = {}): Exception {
  return {
    id: idOf(number),
    personId: idOf(900 + number),
    name: `${name}@contoso.com`,
    sign,
    foundAt: new Date(NOW.getTime() - 6 * DAY),
    decided: null,
    closed: null,
    version: 1,
    ...more,
  };
}

const decided = (decision: Decision, expiresOn: string, note = 'Prints labels at night') => ({
  decision,
  ...ROSA,
  expiresOn,
  note,
  by: ROSA.ownerId,
  byName: 'Omar Haddad',
  at: new Date(NOW.getTime() - 20 * DAY),
});

const EXPIRED = one(1, 'svc-scanner', 'machine', { decided: decided('certificate', day(-3)) });
const EXPIRING = one(2, 'room-hamburg-elbe', 'device', { decided: decided('convert', day(9)) });
const SYNC = one(3, 'sync_hq01', 'sync');
const PHONELESS = one(4, 'jonas.beck', 'no-phone');
const ORDERS = one(5, 'orders', 'mailbox');
const BACKUP = one(6, 'svc-backup', 'service', { decided: decided('managed-identity', day(70)) });

const count = (state: ExceptionState, sign: Sign, some: number): ExceptionCount => ({
  state,
  sign,
  count: some,
});
const REGISTER: Register = {
  counts: [
    count('expired', 'machine', 1),
    count('expiring', 'device', 1),
    count('proposed', 'mailbox', 7),
    count('proposed', 'no-phone', 3),
    count('decided', 'service', 5),
    count('closed', 'service', 2),
  ],
  page: 1,
  exceptions: [EXPIRED, EXPIRING, SYNC, PHONELESS, ORDERS, BACKUP],
  reading: { lookedAt: new Date(NOW.getTime() - 3 * 3_600_000), partly: false, failed: false },
  asOf: NOW,
};
const EMPTY: Register = { ...REGISTER, counts: [], exceptions: [] };
const READING = { lookedAt: NOW, partly: false, failed: false };

const shown = (register: Register) => (texts: Texts) => toExceptionsView(register, texts);
const due =
  (stage: 'expired' | 'expiring', exceptions: readonly Exception[], forAdmins: boolean) => (texts: Texts) =>
    toExceptionsDueView({ stage, exceptions, forAdmins, asOf: NOW }, texts);

export const exceptionsSamples = {
  'not looked yet': shown({ ...EMPTY, reading: null }),
  'directory unreadable': shown({ ...EMPTY, reading: { ...READING, failed: true } }),
  'none found': shown({ ...EMPTY, reading: READING }),
  'some to decide': shown(REGISTER),
  'second page, partly read': shown({
    ...REGISTER,
    page: 2,
    exceptions: [BACKUP],
    reading: { ...READING, partly: true, failed: true },
  }),
  'one to decide': shown({ ...EMPTY, counts: [count('proposed', 'mailbox', 1)], exceptions: [ORDERS] }),
  'all decided': shown({ ...EMPTY, counts: [count('decided', 'service', 1)], exceptions: [BACKUP] }),
  'a million, hostile name': shown({
    ...REGISTER,
    counts: [count('proposed', 'mailbox', 1_000_000)],
    exceptions: [one(7, '[Click](https://evil.example) **now** \u202egnirts', 'mailbox')],
  }),
  'ending soon, for administrators': due('expiring', [EXPIRING], true),
  'ended, for its owner': due(
    'expired',
    Array.from({ length: 10 }, (_, index) => ({ ...EXPIRED, id: idOf(20 + index) })),
    false,
  ),
} satisfies Record<string, (texts: Texts) => ExceptionsView>;

const FOUND = { at: new Date(NOW.getTime() - 26 * DAY), byName: null, what: 'proposed' } as const;
const CHANGES = [
  { at: new Date(NOW.getTime() - 20 * DAY), byName: 'Omar Haddad', what: 'decided' },
  { at: new Date(NOW.getTime() - 22 * DAY), byName: 'Omar Haddad', what: 'opened' },
  { at: new Date(NOW.getTime() - 24 * DAY), byName: 'Rosa Lind', what: 'closed' },
  FOUND,
] as const;

const card =
  (
    exception: Exception,
    more: Partial<ExceptionInput> = {},
    changes: ExceptionInput['file']['changes'] = [FOUND],
  ) =>
  (texts: Texts) =>
    toExceptionView({ file: { exception, changes, asOf: NOW }, ...more }, texts);
const closed = (why: string) => ({ by: 'a', at: NOW, why });
const wrong = DRAFT_PROBLEMS.map(
  (problem) => [`wrong: ${problem}`, card(ORDERS, { remark: 'wrong', problems: [problem] })] as const,
);

export const exceptionSamples = {
  'person without a smartphone': card(PHONELESS),
  'shared mailbox, undecided': card(ORDERS),
  'machine, decided': card(BACKUP, {}, CHANGES),
  'room, ending soon': card(EXPIRING, {}, CHANGES),
  'printer, ended': card(EXPIRED, {}, CHANGES),
  'pass for thirty days': card(
    one(9, 'mara.stein', 'no-phone', { decided: decided('temporary-pass', day(20), 'Key is on its way') }),
  ),
  'directory synchronisation': card(SYNC),
  'somebody was faster': card(BACKUP, { remark: 'faster' }, CHANGES),
  'wrong, as typed': card(PHONELESS, {
    remark: 'wrong',
    problems: ['decision-unfit', 'owner-several', 'expiry-pass', 'note-missing'],
    typed: { decision: 'temporary-pass', owner: 'Weber', expires: day(60), note: '' },
  }),
  ...Object.fromEntries(wrong),
  'closed: the usual way': card({ ...ORDERS, closed: closed('usual-way') }),
  'closed: gone': card({ ...ORDERS, closed: closed('gone') }),
  'closed: emergency account': card({ ...ORDERS, closed: closed('emergency') }),
  'hostile name and reason': card(
    one(8, '**bold** [x](https://evil.example)', 'no-phone', {
      decided: { ...decided('security-key', day(50), '`rm -rf` <at>everyone</at>'), ownerName: '_Eve_ # 1' },
    }),
  ),
} satisfies Record<string, (texts: Texts) => ExceptionView>;
