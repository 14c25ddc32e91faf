import assert from 'node:assert/strict';
import { busyElsewhere, isLegacy, isStrange, readFacts, successAfter } from '../../src/triage/facts.ts';
import {
  ANNA,
  audit,
  BUCHAREST,
  badPassword,
  DAY,
  evidence,
  held,
  hoursAgo,
  NOW,
  PAYROLL,
  passed,
  push,
  refused,
  STRANGE_DEVICE,
  signIn,
} from '../support/triage.ts';

const ABROAD = { place: BUCHAREST, device: STRANGE_DEVICE };
const DENIED = push('iPhone', 'user did not respond to mobile app notification');
const codes = (told: Parameters<typeof evidence>[0]) =>
  readFacts(evidence(told)).failures.map(({ last }) => last.code);

describe('the facts', () => {
  it('are this person’s alone, whatever the capitals of the id', () => {
    const signIns = [
      ...refused(1, 53003, { personId: ANNA.id.toUpperCase() }),
      ...refused(1, 53000, { personId: 'somebody with a similar name' }),
    ];
    assert.deepEqual(codes({ signIns }), [53003]);
    const audits = [
      audit(1, 'Admin deleted security info', { about: 'somebody else' }),
      audit(2, 'Disable account'),
    ];
    assert.deepEqual(
      readFacts(evidence({ audits })).audits?.map(({ activity }) => activity),
      ['Disable account'],
    );
  });

  it('are looked for in the time that was asked about', () => {
    const question = { since: hoursAgo(3), until: hoursAgo(2), application: null };
    const signIns = [...refused(1, 50126), ...refused(2.5, 53003), ...refused(4, 50105)];
    assert.deepEqual(codes({ question, signIns }), [53003]);
  });

  it('are looked for before that time when nothing was asked about an hour and nothing is in it', () => {
    const signIns = refused(9 * DAY, 53003);
    assert.deepEqual(codes({ signIns }), [53003]);
    const lastHour = { since: hoursAgo(1), until: NOW, application: null };
    assert.deepEqual(codes({ signIns, question: lastHour }), []);
  });

  it('are about the application that was named, and about all when nothing bears that name', () => {
    const signIns = [...refused(1, 50126), ...refused(2, 50105, { application: PAYROLL })];
    const asked = (application: string) =>
      codes({ signIns, question: { since: hoursAgo(9), until: NOW, application } });
    assert.deepEqual(asked('payroll'), [50105]);
    assert.deepEqual(asked('OUTLOOK'), [50126]);
    assert.deepEqual(asked('the intranet'), [50126, 50105]);
  });

  it('are about what the person noticed before what robots and old programs do', () => {
    const own = held(2, DENIED);
    const noise = [
      ...badPassword(1, ABROAD),
      ...refused(0.5, 50126, { client: 'IMAP4' }),
      ...refused(0.4, 70043, { interactive: false }),
    ];
    assert.equal(readFacts(evidence({ signIns: [...own, ...noise] })).last?.last.code, 500121);
    assert.equal(readFacts(evidence({ signIns: noise })).last?.last.code, 70043);
  });

  const guests: readonly [string, boolean, Parameters<typeof evidence>[0]][] = [
    ['a name with #EXT#', true, { person: { ...ANNA, userPrincipalName: 'a_b.example#EXT#@c.example' } }],
    ['a guest of whom nothing else is known', true, { person: { ...ANNA, kind: 'guest' } }],
    [
      'a guest whose account was made here',
      false,
      { person: { ...ANNA, kind: 'guest' }, signIns: [signIn(1, 0)] },
    ],
    [
      'a member who comes from elsewhere',
      true,
      { signIns: [signIn(1, 0, { homeTenantId: 'partner', crossTenantAccess: 'b2bCollaboration' })] },
    ],
    ['a colleague', false, { signIns: [signIn(1, 0)] }],
  ];
  for (const [who, external, told] of guests) {
    it(`hold ${who} for ${external ? '' : 'no '}external guest`, () => {
      assert.equal(readFacts(evidence(told)).external, external);
    });
  }

  it('see a success of another application when a second step is what failed, and not otherwise', () => {
    const elsewhere = passed(0.5, push('iPhone'), { application: PAYROLL });
    const found = (rows: ReturnType<typeof held>) => {
      const facts = readFacts(evidence({ signIns: [...rows, ...elsewhere] }));
      return facts.last ? successAfter(facts, facts.last)?.last.code : undefined;
    };
    assert.equal(found(held(1, DENIED)), 0);
    assert.equal(found(refused(1, 50105)), undefined);
  });

  it('do not take a success from a strange place for the person’s own', () => {
    const facts = readFacts(
      evidence({ signIns: [...held(1, DENIED), ...passed(0.5, push('iPhone'), ABROAD)] }),
    );
    assert.ok(facts.last && successAfter(facts, facts.last) === null);
  });

  it('find strange what comes from abroad on an unknown device, or is risky and not cleared', () => {
    const strange = (more: Parameters<typeof signIn>[2]) => {
      const facts = readFacts(evidence({ signIns: [signIn(DAY, 0), signIn(1, 0, more)] }));
      const [newest] = facts.attempts;
      return newest && isStrange(facts, newest);
    };
    assert.ok(strange(ABROAD));
    assert.ok(!strange({ place: BUCHAREST }));
    assert.ok(strange({ riskLevel: 'high', riskState: 'atRisk' }));
    assert.ok(!strange({ riskLevel: 'high', riskState: 'remediated' }));
  });

  it('see that somebody was at work at home when something came from abroad', () => {
    const rows = [...held(9, DENIED, ABROAD), signIn(5, 0), signIn(2 * DAY, 0)];
    const facts = readFacts(evidence({ signIns: rows }));
    assert.ok(facts.last && busyElsewhere(facts, facts.last));
    const before = readFacts(evidence({ signIns: [...held(9, DENIED, ABROAD), signIn(2 * DAY, 0)] }));
    assert.equal(before.last && busyElsewhere(before, before.last), null);
  });

  it('know old protocols from programs that can show a page', () => {
    const clients = [
      'IMAP4',
      'Exchange ActiveSync',
      'Authenticated SMTP',
      'Browser',
      'Mobile Apps and Desktop clients',
    ];
    assert.deepEqual(
      [...clients, null, 'Unknown'].map((client) => isLegacy(signIn(1, 0, { client }))),
      [true, true, true, false, false, false, false],
    );
  });
});
