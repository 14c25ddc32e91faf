import type { Texts } from '../../../src/cards/texts.ts';
import { toNoWatchView, toWatchView, type WatchView } from '../../../src/cards/watch.ts';
import type { WatchReport } from '../../../src/rollout/watch.ts';
import { NOW } from './people.ts';

const HOUR = 3_600_000;
const QUIET: WatchReport = {
  watch: {
    id: '3a7c0000-0000-4000-8000-000000000001',
    startedBy: 'a0000000-0000-4000-8000-000000000002',
    startedAt: new Date(NOW.getTime() - 5 * HOUR),
    endsAt: new Date(NOW.getTime() + 331 * HOUR),
    groupId: null,
    endedAt: null,
    toldOf: [],
  },
  from: new Date(NOW.getTime() - HOUR),
  asOf: NOW,
  causes: [],
  failingPeople: 0,
  weekBefore: 2,
  lockedOut: { people: [], count: 0 },
  breaking: [],
  cases: 0,
  bursts: [],
  lag: { readTo: new Date(NOW.getTime() - 60_000), breadth: 'everything', breadthSince: null },
};
const NAMES = ['Alice Weber', 'Jonas Beck', 'Mara Stein', 'Omar Haddad', 'Yuki Tanaka'];
const LOCKED: Partial<WatchReport> = {
  failingPeople: 14,
  causes: [
    { cause: 'never-registered', people: 7, attempts: 19 },
    { cause: 'authenticator-no-notification', people: 4, attempts: 6 },
    { cause: 'wrong-password', people: 3, attempts: 5 },
    { cause: 'legacy-authentication', people: 2, attempts: 88 },
    { cause: 'device-not-compliant', people: 1, attempts: 1 },
    { cause: 'unknown', people: 1, attempts: 1 },
  ],
  lockedOut: { people: NAMES.map((name, index) => ({ id: String(index), name })), count: 7 },
  cases: 3,
};
const BURST: Partial<WatchReport> = {
  ...LOCKED,
  failingPeople: 64,
  bursts: [{ cause: 'device-not-compliant', people: 41, attempts: 120 }],
  breaking: [{ application: 'Contoso Timesheets', people: 23 }],
  weekBefore: null,
};

const shown =
  (more: Partial<WatchReport>) =>
  (texts: Texts): WatchView =>
    toWatchView({ ...QUIET, ...more }, texts);

export const watchSamples = {
  'nobody watches': (texts: Texts) => toNoWatchView(NOW, texts),
  quiet: shown({}),
  'a few fail': shown({ failingPeople: 2, causes: [{ cause: 'wrong-password', people: 2, attempts: 3 }] }),
  'somebody is locked out': shown(LOCKED),
  burst: shown(BURST),
  'pilot group, second week, log read narrowly': shown({
    watch: { ...QUIET.watch, groupId: 'g', startedAt: new Date(NOW.getTime() - 80 * HOUR) },
    lag: { ...QUIET.lag, breadth: 'narrow' },
  }),
  'log not read yet': shown({ weekBefore: null, lag: { ...QUIET.lag, readTo: null } }),
  ended: shown({ watch: { ...QUIET.watch, endedAt: NOW }, weekBefore: 0 }),
  'hostile names': shown({
    ...LOCKED,
    lockedOut: {
      people: [{ id: '1', name: '[Click](https://evil.example) **now** \u202egnirts' }],
      count: 1,
    },
    breaking: [{ application: '<at>everyone</at> `rm`', people: 3 }],
  }),
} satisfies Record<string, (texts: Texts) => WatchView>;
