import assert from 'node:assert/strict';
import sinon from 'sinon';
import type { Case, CaseAnswer } from '../../src/triage/cases.ts';
import { sendSteps } from '../../src/triage/send-steps.ts';
import { ADA } from '../support/evidence.ts';

const NOW = new Date('2026-11-20T09:00:00Z');
const ANSWER: CaseAnswer = {
  cause: 'authenticator-on-old-phone',
  confidence: 'high',
  securityEscalation: false,
  guards: [],
  fixes: ['re-register'],
};
const CASE: Case = {
  id: 'case-1',
  askerId: 'asker',
  personId: ADA.id,
  askedAt: new Date('2026-11-20T08:50:00Z'),
  since: NOW,
  until: null,
  application: null,
  answer: ANSWER,
  stepsSentAt: null,
};

function setUp(
  found: Case | undefined = CASE,
  over: { claimed?: boolean; told?: boolean | Error; gone?: boolean } = {},
) {
  const cases = {
    find: sinon.stub().resolves(found),
    claimSteps: sinon.stub().resolves(over.claimed ?? true),
    releaseSteps: sinon.stub().resolves(),
  };
  const tell = sinon.fake(async () => {
    if (over.told instanceof Error) throw over.told;
    return over.told ?? true;
  });
  const directory = { findPerson: async () => (over.gone ? undefined : ADA) };
  const clock = { now: () => NOW, sleep: async () => {} };
  return { cases, tell, send: () => sendSteps('case-1', 'asker', { cases, directory, clock, tell }) };
}

describe('sending the steps', () => {
  it('tells the person what was answered', async () => {
    const { send, tell } = setUp();
    assert.deepEqual(await send(), { kind: 'sent', person: ADA });
    assert.deepEqual(tell.lastCall.args, [ADA, ANSWER, NOW]);
  });

  it('says that they went before, and sends nothing', async () => {
    const { send, tell } = setUp(CASE, { claimed: false });
    assert.equal((await send()).kind, 'before');
    assert.equal(tell.callCount, 0);
  });

  it('can be done later by somebody who has no chat now', async () => {
    const { send, cases } = setUp(CASE, { told: false });
    assert.equal((await send()).kind, 'no-chat');
    assert.equal(cases.releaseSteps.callCount, 1);
  });

  it('can be done again after a failure', async () => {
    const { send, cases } = setUp(CASE, { told: new Error('Teams is away') });
    await assert.rejects(send(), /Teams is away/);
    assert.equal(cases.releaseSteps.callCount, 1);
  });

  const dangerous: readonly [string, Partial<CaseAnswer>][] = [
    ['somebody else may be at the door', { securityEscalation: true }],
    ['it is an emergency account', { guards: ['break-glass-account'] }],
    ['nothing is known', { cause: 'unknown' }],
    ['nothing failed', { cause: 'interrupted-then-succeeded' }],
  ];
  for (const [when, answer] of dangerous) {
    it(`sends nothing when ${when}`, async () => {
      const { send, tell } = setUp({ ...CASE, answer: { ...ANSWER, ...answer } });
      assert.equal((await send()).kind, 'not-now');
      assert.equal(tell.callCount, 0);
    });
  }

  const stale: readonly [string, Case | undefined, { gone?: boolean }][] = [
    ['a case that is not known', undefined, {}],
    ['a case that was never answered', { ...CASE, answer: null }, {}],
    ['a case whose person was never chosen', { ...CASE, personId: null }, {}],
    ['a case of the day before yesterday', { ...CASE, askedAt: new Date('2026-11-18T09:00:00Z') }, {}],
    ['somebody who is gone', CASE, { gone: true }],
  ];
  for (const [what, found, over] of stale) {
    it(`has expired for ${what}`, async () => {
      const { cases, tell, send } = setUp(CASE, over);
      cases.find.resolves(found);
      assert.equal((await send()).kind, 'expired');
      assert.equal(tell.callCount, 0);
    });
  }
});
