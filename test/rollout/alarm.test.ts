import assert from 'node:assert/strict';
import {
  type AlarmDesk,
  type BreakGlassTest,
  isEmergencyAccount,
  judgeEmergencySignIn,
  lookForEmergencySignIns,
  type Noticed,
  nextTestDue,
  type ToldBefore,
} from '../../src/rollout/alarm.ts';
import { loggedSignIn } from '../support/sign-in-log.ts';

const NOON = new Date('2026-11-20T12:00:00Z');
const minutes = (count: number) => new Date(NOON.getTime() + count * 60_000);
const NAMES = new Set(['0a0a0a0a-0000-4000-8000-00000000000a', 'emergency@example.org']);
const emergency = (at: Date, code = 0) =>
  loggedSignIn({ id: at.toISOString() + code, at, code, personId: [...NAMES][0] ?? '' });
const test: BreakGlassTest = {
  id: 't',
  announcedBy: 'a',
  announcedAt: minutes(0),
  until: minutes(60),
  proof: null,
};

describe('a sign-in of an emergency account', () => {
  it('is known by the id or the name that is configured, in any letter case', () => {
    const other = { id: 'x', at: NOON };
    assert.ok(isEmergencyAccount(emergency(NOON), NAMES));
    assert.ok(
      isEmergencyAccount(loggedSignIn({ ...other, userPrincipalName: 'Emergency@Example.org' }), NAMES),
    );
    assert.ok(
      isEmergencyAccount(loggedSignIn({ ...other, personId: '0A0A0A0A-0000-4000-8000-00000000000A' }), NAMES),
    );
    assert.ok(!isEmergencyAccount(loggedSignIn(other), NAMES));
    assert.ok(!isEmergencyAccount(loggedSignIn({ ...other, userPrincipalName: null }), NAMES));
  });

  it('is an alarm whether it worked or not', () => {
    for (const code of [0, 50126])
      assert.equal(judgeEmergencySignIn(emergency(NOON, code), { tests: [], toldBefore: [] }), 'alarm');
  });

  it('is explained by a test from its announcement to its end, and by none that is announced afterwards', () => {
    const judge = (at: Date) => judgeEmergencySignIn(emergency(at), { tests: [test], toldBefore: [] });
    assert.equal(judge(minutes(0)), 'test');
    assert.equal(judge(minutes(60)), 'test');
    assert.equal(judge(minutes(-1)), 'alarm');
    assert.equal(judge(minutes(61)), 'alarm');
  });

  it('is counted with the one before for a quarter of an hour, but a success after failures is told', () => {
    const toldBefore: ToldBefore[] = [{ personId: [...NAMES][0] ?? '', succeeded: false, at: NOON }];
    const judge = (at: Date, code: number) =>
      judgeEmergencySignIn(emergency(at, code), { tests: [], toldBefore });
    assert.equal(judge(minutes(15), 50126), 'repeated');
    assert.equal(judge(minutes(16), 50126), 'alarm');
    assert.equal(judge(minutes(1), 0), 'alarm');
  });

  it('makes the next test due ninety days after the last proof', () => {
    assert.equal(nextTestDue(null), null);
    assert.equal(nextTestDue(NOON)?.toISOString(), '2027-02-18T12:00:00.000Z');
  });
});

describe('looking for sign-ins of emergency accounts', () => {
  function deskWith(rows: ReturnType<typeof emergency>[]) {
    const settled: { noticed: readonly Noticed[]; lookedAt: number }[] = [];
    const numbered = rows.map((row, index) => ({ ...row, seq: index + 1 }));
    let looked = 0;
    const desk: AlarmDesk = {
      news: async (atMost) => numbered.filter(({ seq }) => seq > looked).slice(0, atMost),
      testsAround: async () => [],
      toldAround: async () => [],
      async settle(noticed, lookedAt) {
        settled.push({ noticed, lookedAt });
        looked = lookedAt;
      },
    };
    return { desk, settled };
  }

  it('settles every piece of the news, also where nobody of them signed in', async () => {
    const rows = Array.from({ length: 1_200 }, (_, index) => loggedSignIn({ id: `s-${index}`, at: NOON }));
    const { desk, settled } = deskWith(rows);
    assert.equal(await lookForEmergencySignIns(desk, NAMES), 0);
    assert.deepEqual(
      settled.map(({ lookedAt }) => lookedAt),
      [500, 1000, 1200],
    );
  });

  it('tells the first of many failures and counts the others', async () => {
    const { desk, settled } = deskWith([0, 1, 2, 20].map((at) => emergency(minutes(at), 50126)));
    assert.equal(await lookForEmergencySignIns(desk, NAMES), 4);
    assert.deepEqual(
      settled.flatMap(({ noticed }) => noticed.map(({ verdict }) => verdict)),
      ['alarm', 'repeated', 'repeated', 'alarm'],
    );
  });
});
