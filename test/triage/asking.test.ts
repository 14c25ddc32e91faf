import assert from 'node:assert/strict';
import sinon from 'sinon';
import { NotFound, Unavailable } from '../../src/errors.ts';
import { createAsking } from '../../src/triage/asking.ts';
import type { Case, CaseAnswer } from '../../src/triage/cases.ts';
import type { Diagnosis } from '../../src/triage/diagnosis.ts';
import { escalate } from '../../src/triage/escalate.ts';
import type { Evidence } from '../../src/triage/evidence.ts';
import { ADA } from '../support/evidence.ts';

const NOW = new Date('2026-11-20T09:00:00Z');
const QUESTION = { since: new Date('2026-11-19T00:00:00Z'), until: NOW, application: 'Outlook' };
/** Only what asking looks at: the verdict itself is somebody else's. */
const verdict = (over: Partial<Diagnosis> = {}) =>
  ({
    person: ADA,
    cause: 'wrong-password',
    confidence: 'high',
    securityEscalation: false,
    guards: [],
    fixes: [{ id: 'reset-password' }],
    ...over,
  }) as unknown as Diagnosis;
const evidence = (name: string) => ({ name }) as unknown as Evidence;

function setUp(over: { verdict?: Diagnosis; wait?: number; whole?: Error; unreachable?: Error } = {}) {
  const cases = {
    open: sinon.fake(async (_one: Omit<Case, 'answer' | 'stepsSentAt'>) => undefined),
    answer: sinon.fake(async (_id: string, _answer: CaseAnswer, _at: Date) => undefined),
    find: sinon.stub().resolves(undefined),
    claimSteps: sinon.stub(),
    releaseSteps: sinon.stub(),
  };
  const security = {
    reachable: over.unreachable
      ? sinon.stub().rejects(over.unreachable)
      : sinon.stub().resolves(['sam', 'wei']),
    tellOnce: sinon.stub().resolves(true),
  };
  const asking = createAsking({
    collector: {
      expectedWait: () => over.wait ?? 0,
      collect: () => ({
        first: Promise.resolve(evidence('first')),
        whole: over.whole ? Promise.reject(over.whole) : Promise.resolve(evidence('whole')),
      }),
    },
    diagnose: () => over.verdict ?? verdict(),
    cases,
    security,
    clock: { now: () => NOW, sleep: async () => {} },
    newId: () => 'case-1',
  });
  const ask = () => asking.ask({ askerId: 'asker', person: ADA, question: QUESTION });
  return { asking, ask, cases, security };
}

describe('asking', () => {
  it('opens a case, shows the first and the whole of it, and keeps what was answered', async () => {
    const { ask, cases } = setUp();
    const answering = await ask();
    assert.deepEqual(cases.open.lastCall.args[0], {
      id: 'case-1',
      askerId: 'asker',
      personId: ADA.id,
      askedAt: NOW,
      since: QUESTION.since,
      until: null,
      application: 'Outlook',
    });
    const [first, whole] = [await answering.first, await answering.whole];
    assert.deepEqual([first.whole, whole.whole], [false, true]);
    assert.deepEqual([first.caseId, whole.caseId], ['case-1', 'case-1']);
    const [id, answer, at] = cases.answer.lastCall.args;
    assert.deepEqual([id, at], ['case-1', NOW]);
    assert.deepEqual(answer, {
      cause: 'wrong-password',
      confidence: 'high',
      securityEscalation: false,
      guards: [],
      fixes: ['reset-password'],
    });
  });

  it('remembers an end of the window that is not now', async () => {
    const { asking, cases } = setUp();
    const until = new Date('2026-11-19T12:00:00Z');
    assert.equal(await asking.keep('asker', { ...QUESTION, until }), 'case-1');
    assert.deepEqual(cases.open.lastCall.args[0].until, until);
    assert.equal(cases.open.lastCall.args[0].personId, null);
  });

  it('says how long the rest waits, where that is worth saying', async () => {
    const wait = async (milliseconds: number) =>
      (await (await setUp({ wait: milliseconds }).ask()).first).waitSeconds;
    assert.deepEqual([await wait(0), await wait(2_900), await wait(7_100)], [null, null, 8]);
  });

  it('tells security of an attack once all is read, and no sooner', async () => {
    const taken = verdict({ securityEscalation: true, cause: 'account-takeover' });
    const { ask, security } = setUp({ verdict: taken });
    const answering = await ask();
    assert.equal((await answering.first).told, null);
    assert.deepEqual((await answering.whole).told, { kind: 'now', people: 2 });
    const [alarm, people, at] = security.tellOnce.lastCall.args;
    assert.deepEqual(alarm, { caseId: 'case-1', personId: ADA.id, cause: 'account-takeover' });
    assert.deepEqual([people, at], [['sam', 'wei'], NOW]);
  });

  it('tells nobody of anything else', async () => {
    const { ask, security } = setUp();
    assert.equal((await (await ask()).whole).told, null);
    assert.equal(security.reachable.callCount, 0);
  });

  it('answers all the same where nobody can be told, and says that', async () => {
    const taken = verdict({ securityEscalation: true });
    const unreachable = new Unavailable('Graph is away.', 'Wait.');
    assert.deepEqual((await (await setUp({ verdict: taken, unreachable }).ask()).whole).told, {
      kind: 'nobody',
    });
  });

  it('keeps no answer that was never found', async () => {
    const { ask, cases } = setUp({ whole: new NotFound('Gone.', 'Check.') });
    await assert.rejects((await ask()).whole, NotFound);
    assert.equal(cases.answer.callCount, 0);
  });
});

describe('an alarm', () => {
  const alarm = { caseId: 'case-1', personId: ADA.id, cause: 'account-takeover' } as const;

  it('says so when the same was told within the hour', async () => {
    const security = { reachable: async () => ['sam'], tellOnce: async () => false };
    assert.deepEqual(await escalate(security, alarm, NOW), { kind: 'before' });
  });

  it('counts for nothing while nobody can be reached, so that the next question tries again', async () => {
    const tellOnce = sinon.stub();
    assert.deepEqual(await escalate({ reachable: async () => [], tellOnce }, alarm, NOW), { kind: 'nobody' });
    assert.equal(tellOnce.callCount, 0);
  });
});
