import assert from 'node:assert/strict';
import { Ambiguous, NotFound } from '../../src/errors.ts';
import type { Person } from '../../src/people/people.ts';
import type { ExceptionDesk, ExceptionFile } from '../../src/rollout/exception-desk.ts';
import { type Exception, type ExceptionDraft, problemsOf } from '../../src/rollout/exceptions.ts';
import type { TalkAsked } from '../../src/rollout/exemption.ts';
import { ACTIONS } from '../../src/teams/actions.ts';
import { COMMANDS } from '../../src/teams/commands.ts';
import { createDispatch } from '../../src/teams/dispatch.ts';
import type { Services } from '../../src/teams/turn.ts';
import { createManualClock } from '../support/clock.ts';
import { turnOf } from '../support/turn.ts';

const ID = 'ec000000-0000-4000-8000-000000000001';
const PRESSED = { v: 1, exception: ID, seen: 3 };
const TYPED = { decision: 'convert', owner: 'rosa@x.example', expires: '2026-12-24', note: 'Old' };
const clock = createManualClock();
const ROSA: Person = {
  id: 'rosa',
  userPrincipalName: 'rosa@x.example',
  displayName: 'Rosa Lind',
  givenName: null,
  mail: null,
  kind: 'member',
  enabled: true,
  department: null,
  jobTitle: null,
  usageLocation: null,
  preferredLanguage: null,
};
const EXCEPTION: Exception = {
  id: ID,
  personId: 'orders',
  name: 'orders@x.example',
  sign: 'mailbox',
  foundAt: clock.now(),
  decided: null,
  closed: null,
  version: 3,
};

function setUp({ talk = 'wanted' as TalkAsked, there = true } = {}) {
  const drafts: ExceptionDraft[] = [];
  const talks: unknown[] = [];
  const offered: number[] = [];
  const file: ExceptionFile = { exception: EXCEPTION, changes: [], asOf: clock.now() };
  const exceptions: ExceptionDesk = {
    register: async (page) => ({
      counts: [{ state: 'proposed', sign: 'mailbox', count: 30 }],
      page,
      exceptions: [EXCEPTION],
      reading: null,
      asOf: clock.now(),
    }),
    find: async () => (there ? file : undefined),
    async decide(_by, _id, seen, draft) {
      drafts.push(draft);
      if (seen !== 3) return { kind: 'faster', file };
      const problems = problemsOf(EXCEPTION, draft, clock.now());
      return problems.length > 0 ? { kind: 'wrong', file, problems } : { kind: 'done', file };
    },
    close: async () => (there ? { kind: 'done', file } : undefined),
    reopen: async () => ({ kind: 'faster', file }),
    async *everything() {},
  };
  const services = {
    clock,
    exceptions,
    exemptions: {
      async talk(by: string, request: string, asker: object) {
        talks.push([by, request, asker]);
        return talk;
      },
    },
    files: { offerExceptions: async (rows: number) => void offered.push(rows) },
    directory: {
      async findPerson(id: string) {
        return id === 'rosa@x.example' ? ROSA : undefined;
      },
      async searchPeople(words: string) {
        if (words === 'Weber') return [ROSA, { ...ROSA, id: 'other', displayName: 'Weberova' }];
        return [];
      },
    },
    // What these buttons need; a handler that reaches for more fails.
  } as unknown as Services;
  const dispatch = createDispatch({ commands: COMMANDS, actions: ACTIONS, services });
  const admin = turnOf({ roles: ['user', 'admin'] });
  const press = async (verb: string, data: object, turn = admin) =>
    JSON.stringify(await dispatch.press(verb, data, turn));
  return { press, dispatch, admin, drafts, talks, offered };
}

describe('the buttons of the register of exceptions', () => {
  it('save what was typed with the only person who fits', async () => {
    const { press, drafts } = setUp();
    await press('exception.decide', { ...PRESSED, ...TYPED });
    const owner = { id: 'rosa', name: 'Rosa Lind', kind: 'member', enabled: true };
    assert.deepEqual(drafts, [{ decision: 'convert', owner, expiresOn: '2026-12-24', note: 'Old' }]);
  });

  it('say beside what was typed why it was not saved', async () => {
    const { press } = setUp();
    const several = await press('exception.decide', { ...PRESSED, ...TYPED, owner: 'Weber' });
    assert.match(several, /Several people fit/);
    assert.match(several, /"value":"Weber"/);
    assert.match(await press('exception.decide', { ...PRESSED, ...TYPED, owner: 'nemo' }), /Nobody in the/);
    assert.match(
      await press('exception.decide', { ...PRESSED, ...TYPED, decision: 'none' }),
      /Choose another way/,
    );
    assert.match(await press('exception.decide', PRESSED), /Say why in one line/);
  });

  it('say that somebody was faster, and that an entry is gone', async () => {
    const { press } = setUp();
    assert.match(
      await press('exception.decide', { ...PRESSED, ...TYPED, seen: 2 }),
      /Somebody else was faster/,
    );
    assert.match(await press('exception.reopen', PRESSED), /Somebody else was faster/);
    const gone = setUp({ there: false });
    for (const verb of ['exception.open', 'exception.decide', 'exception.close']) {
      assert.match(await gone.press(verb, PRESSED), /not there any more/, verb);
    }
  });

  it('are for administrators alone', async () => {
    const { press, drafts } = setUp();
    for (const { verb } of ACTIONS.filter(({ verb: name }) => /^exception\.(?!talk|ask)/.test(name))) {
      const shown = await press(verb, { ...PRESSED, ...TYPED }, turnOf({ roles: ['user', 'helpdesk'] }));
      assert.match(shown, /"ran":"refused/, verb);
    }
    assert.deepEqual(drafts, []);
  });

  for (const data of [
    { ...PRESSED, exception: "' or 1=1 --" },
    { ...PRESSED, seen: -1 },
    { ...PRESSED, seen: 'newest' },
    { ...PRESSED, note: 'x'.repeat(201) },
    { ...PRESSED, owner: { id: 'rosa' } },
    { ...PRESSED, expires: ['2026-12-24'] },
    { exception: ID, seen: 3 },
  ]) {
    it(`cannot read ${JSON.stringify(data).slice(0, 90)}`, async () => {
      const { press, drafts } = setUp();
      await assert.rejects(press('exception.decide', { ...TYPED, ...data }), { code: 'bad-input' });
      assert.deepEqual(drafts, []);
    });
  }

  it('offer the register as a file in a private chat alone', async () => {
    const { press, offered } = setUp();
    const channel = turnOf({ roles: ['user', 'admin'], conversation: { kind: 'channel' } });
    assert.match(await press('exception.export', { v: 1 }, channel), /private chat/);
    assert.deepEqual(offered, []);
    await press('exception.export', { v: 1 });
    assert.deepEqual(offered, [30]);
  });

  it('show the page that was asked for', async () => {
    const { press } = setUp();
    assert.match(await press('exception.list', { v: 1, page: 3 }), /page 3 of 4/);
    await assert.rejects(press('exception.list', { v: 1, page: 0 }), { code: 'bad-input' });
  });
});

describe('the wish for an exemption in Teams', () => {
  const request = 'ef000000-0000-4000-8000-000000000001';

  it('may be typed by helpdesk and administrators about somebody, and by everybody about themselves', () => {
    const rows = COMMANDS.filter(({ words }) => words.startsWith('exempt'));
    assert.deepEqual(
      rows.map(({ words, who, orWho, about }) => [words, who, orWho ?? null, about]),
      [
        ['exempt', 'helpdesk', 'admin', 'others'],
        ['exempt me', 'user', null, 'asker'],
      ],
    );
  });

  it('asks everybody who sees the answer to hold the role by which it was asked', async () => {
    const { dispatch, admin } = setUp();
    const refused = await dispatch.message('exempt Rosa', turnOf());
    assert.match(refused.ran, /^refused/);
    const nobody = dispatch.message('exempt Nemo', admin);
    await assert.rejects(nobody, (error: unknown) => error instanceof NotFound);
    const several = await dispatch.message('exempt Weber', admin);
    assert.equal(several.holding, 'admin');
    assert.match(JSON.stringify(several.shown), /exception\.ask/);
    assert.ok(!(several instanceof Ambiguous));
  });

  it('brings ten minutes for oneself, and for others from helpdesk and administrators', async () => {
    const { press, talks } = setUp();
    await press('exception.talk', { v: 1, request }, turnOf());
    assert.match(await press('exception.talk', { v: 1, request }), /somebody gets in touch/);
    assert.deepEqual(
      talks.map((talk) => (talk as unknown[])[2]),
      [{ mayForOthers: false }, { mayForOthers: true }],
    );
    for (const [talk, said] of [
      ['before', /has it already/],
      ['nobody', /can’t reach the helpdesk/],
      ['not-yours', /not there any more/],
      ['gone', /not there any more/],
    ] as const) {
      assert.match(await setUp({ talk }).press('exception.talk', { v: 1, request }), said, talk);
    }
    await assert.rejects(press('exception.talk', { v: 1, request: 'all' }), { code: 'bad-input' });
  });
});
