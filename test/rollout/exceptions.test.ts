import assert from 'node:assert/strict';
import fc from 'fast-check';
import { exceptionLine, exceptionsCsv } from '../../src/rollout/exception-csv.ts';
import {
  DECISIONS,
  DECISIONS_FOR,
  type Decision,
  dayAfter,
  dayOf,
  defaultExpiry,
  EXCEPTION_KINDS,
  type Exception,
  type ExceptionDraft,
  KIND_OF_SIGN,
  problemsOf,
  SIGNS,
  stateOf,
} from '../../src/rollout/exceptions.ts';

const NOW = new Date('2026-11-20T09:00:00Z');
const TODAY = '2026-11-20';
const OWNER = { id: 'ROSA', name: 'Rosa Lind', kind: 'member', enabled: true } as const;
const EXCEPTION: Exception = {
  id: 'e1',
  personId: 'backup',
  name: 'svc-backup@contoso.example',
  sign: 'service',
  foundAt: NOW,
  decided: null,
  closed: null,
  version: 1,
};
const DRAFT: ExceptionDraft = {
  decision: 'certificate',
  owner: OWNER,
  expiresOn: defaultExpiry(NOW),
  note: 'Backs up at night',
};
const decided = (expiresOn: string, decision: Decision = 'certificate') => ({
  ...EXCEPTION,
  decided: {
    decision,
    ownerId: 'rosa',
    ownerName: 'Rosa Lind',
    expiresOn,
    note: '=cmd()',
    by: 'omar',
    byName: 'Omar, the admin',
    at: NOW,
  },
});
const problems = (more: Partial<ExceptionDraft>, exception = EXCEPTION) =>
  problemsOf(exception, { ...DRAFT, ...more }, NOW);

describe('an exception', () => {
  it('is another way for every kind of account, and never none', () => {
    for (const kind of EXCEPTION_KINDS) {
      assert.ok(DECISIONS_FOR[kind].length >= 2, kind);
      assert.ok(Object.values(KIND_OF_SIGN).includes(kind), kind);
    }
    const given = Object.values(DECISIONS_FOR).flat();
    assert.deepEqual(
      DECISIONS.filter((decision) => !given.includes(decision)),
      [],
    );
    assert.deepEqual(problems({ decision: null }), ['decision-missing']);
  });

  it('takes only the ways that fit its kind', () => {
    for (const sign of SIGNS) {
      for (const decision of DECISIONS) {
        const fits = DECISIONS_FOR[KIND_OF_SIGN[sign]].includes(decision);
        const expiresOn = dayAfter(TODAY, 20);
        const found = problems({ decision, expiresOn }, { ...EXCEPTION, sign });
        assert.deepEqual(found, fits ? [] : ['decision-unfit'], `${sign} ${decision}`);
      }
    }
  });

  it('needs an owner who is there and is somebody else', () => {
    assert.deepEqual(problems({ owner: null }), ['owner-missing']);
    assert.deepEqual(problems({ owner: 'several' }), ['owner-several']);
    assert.deepEqual(problems({ owner: 'nobody' }), ['owner-nobody']);
    assert.deepEqual(problems({ owner: { ...OWNER, id: 'BACKUP' } }), ['owner-itself']);
    assert.deepEqual(problems({ owner: { ...OWNER, enabled: false } }), ['owner-unfit']);
    assert.deepEqual(problems({ owner: { ...OWNER, kind: 'guest' } }), ['owner-unfit']);
  });

  it('ends, after ninety days unless somebody says otherwise, and within a year', () => {
    assert.equal(defaultExpiry(NOW), '2027-02-18');
    const expiry = (expiresOn: string) => problems({ expiresOn });
    assert.deepEqual(expiry(''), ['expiry-missing']);
    assert.deepEqual(expiry('2027-02-30'), ['expiry-missing']);
    assert.deepEqual(expiry('12/01/2026'), ['expiry-missing']);
    assert.deepEqual(expiry(TODAY), ['expiry-past']);
    assert.deepEqual(expiry(dayAfter(TODAY, 1)), []);
    assert.deepEqual(expiry(dayAfter(TODAY, 365)), []);
    assert.deepEqual(expiry(dayAfter(TODAY, 366)), ['expiry-too-late']);
    assert.deepEqual(expiry('9999-12-31'), ['expiry-too-late']);
  });

  it('by a temporary pass ends within thirty days, as the pass does', () => {
    const person = { ...EXCEPTION, sign: 'no-phone' } as const;
    const pass = (days: number) =>
      problems({ decision: 'temporary-pass', expiresOn: dayAfter(TODAY, days) }, person);
    assert.deepEqual([pass(30), pass(31)], [[], ['expiry-pass']]);
  });

  it('needs a reason, and says everything that is wrong at once', () => {
    assert.deepEqual(problems({ note: ' \n' }), ['note-missing']);
    assert.equal(problems({ decision: null, owner: null, expiresOn: 'x', note: '' }).length, 4);
  });

  it('takes no text of any kind for a day that it is not', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const found = problems({ expiresOn: text });
        assert.ok(found.length === 0 ? dayOf(new Date(text)) === text : found.length === 1);
      }),
    );
  });

  it('goes from proposed over decided and expiring to expired, and is closed whatever it was', () => {
    const states = [
      stateOf(EXCEPTION, NOW),
      stateOf(decided(dayAfter(TODAY, 15)), NOW),
      stateOf(decided(dayAfter(TODAY, 14)), NOW),
      stateOf(decided(TODAY), NOW),
      stateOf(decided(dayAfter(TODAY, -1)), NOW),
      stateOf({ ...decided(TODAY), closed: { by: 'a', at: NOW, why: 'gone' } }, NOW),
    ];
    assert.deepEqual(states, ['proposed', 'decided', 'expiring', 'expiring', 'expired', 'closed']);
  });

  it('is a line of a table, in which no reason is run as a formula', async () => {
    const one = decided(dayAfter(TODAY, 40));
    assert.equal(exceptionLine(one, NOW).kind, 'service');
    let csv = '';
    for await (const piece of exceptionsCsv(pages([one, EXCEPTION]), NOW)) csv += piece;
    const [head, first, second] = csv.split('\r\n');
    assert.match(head ?? '', /^account,id,kind,sign,state,decision,owner,expiresOn,why,decidedBy/);
    assert.match(first ?? '', /,decided,certificate,Rosa Lind,2026-12-30,'=cmd\(\),"Omar, the admin",/);
    assert.match(second ?? '', /,proposed,,,,,,,2026-11-20T09:00:00.000Z,,$/);
  });
});

async function* pages(exceptions: readonly Exception[]) {
  yield exceptions;
}
