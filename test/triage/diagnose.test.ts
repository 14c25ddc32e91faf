import assert from 'node:assert/strict';
import { diagnose } from '../../src/triage/diagnose.ts';
import {
  ANNA,
  app,
  applied,
  BUCHAREST,
  badPassword,
  DAY,
  DECLINED,
  evidence,
  held,
  hoursAgo,
  known,
  NO_ANSWER,
  NOT_DELIVERED,
  NOW,
  PAYROLL,
  passed,
  policy,
  push,
  refused,
  STRANGE_DEVICE,
  signIn,
} from '../support/triage.ts';

const OLD_PHONE = [app('iPhone 11', { version: '6.2.14', added: 1100, used: 20 })];
const UNREACHED = [...passed(20 * DAY, push('iPhone 11')), ...held(1, push('iPhone 11', NOT_DELIVERED))];

describe('a diagnosis', () => {
  it('is about the person and the moment of the evidence', () => {
    const { person, asOf, tellKey } = diagnose(evidence({ signIns: badPassword(1) }));
    assert.deepEqual([person, asOf, tellKey], [ANNA, NOW, 'tell.wrong-password']);
    assert.equal(diagnose(evidence({ signIns: [signIn(0, 0)] })).tellKey, 'tell.unknown');
  });

  it('reports two independent troubles', () => {
    const found = diagnose(
      evidence({
        methods: OLD_PHONE,
        signIns: [...UNREACHED, ...refused(3, 50105, { application: PAYROLL })],
      }),
    );
    assert.equal(found.cause, 'authenticator-on-old-phone');
    assert.deepEqual(found.also, ['application-not-assigned']);
    assert.match(found.summary, /second trouble/);
    assert.ok(found.evidence.some(({ text }) => /Haldenbrook Payroll/.test(text)));
    assert.ok(!found.alternatives.includes('application-not-assigned'));
  });

  it('does not report as a second trouble what works again', () => {
    const signIns = [
      ...badPassword(5),
      ...passed(4, push('iPhone 15')),
      ...refused(1, 50105, { application: PAYROLL }),
    ];
    const found = diagnose(evidence({ methods: [app('iPhone 15', { used: 0.2 })], signIns }));
    assert.deepEqual([found.cause, found.also], ['application-not-assigned', []]);
  });

  it('answers for the application that was asked about', () => {
    const signIns = [...UNREACHED, ...refused(3, 50105, { application: PAYROLL })];
    const question = { since: hoursAgo(7 * DAY), until: NOW, application: 'payroll' };
    assert.equal(
      diagnose(evidence({ methods: OLD_PHONE, signIns, question })).cause,
      'application-not-assigned',
    );
  });

  it('puts security first, whatever else is true', () => {
    const abroad = { place: BUCHAREST, device: STRANGE_DEVICE };
    const signIns = [
      ...UNREACHED,
      ...[9, 8].flatMap((hours) => held(hours, push('iPhone 11', DECLINED), abroad)),
    ];
    const found = diagnose(evidence({ methods: OLD_PHONE, signIns }));
    assert.equal(found.cause, 'stolen-password-prompts-declined');
    assert.deepEqual(found.also, ['authenticator-on-old-phone']);
    assert.ok(found.securityEscalation);
    assert.ok(!found.fixes.some(({ who }) => who !== 'security'));
  });

  it('says what it is not, and why', () => {
    const { ruledOut } = diagnose(evidence({ methods: OLD_PHONE, signIns: UNREACHED }));
    const why = new Map(ruledOut.map((one) => [one.cause, one.why]));
    assert.match(
      why.get('service-incident') ?? '',
      /^Nobody else failed in this way at that time\. Microsoft reports no incident\.$/,
    );
    assert.match(why.get('authenticator-no-notification') ?? '', /“iPhone 11” has not been used for weeks/);
    assert.match(why.get('push-withheld-anomalous-sign-in') ?? '', /usual place/);
  });

  it('names an alternative only once, and never what it rules out', () => {
    const found = diagnose(
      evidence({ methods: [app('iPhone 14', { used: 8 })], signIns: held(1, push('iPhone 14', NO_ANSWER)) }),
    );
    const named = [found.cause, ...found.alternatives, ...found.also];
    assert.equal(new Set(named).size, named.length);
    assert.ok(found.alternatives.length > 0 && found.alternatives.length <= 4);
    assert.ok(!found.ruledOut.some(({ cause }) => named.includes(cause)));
  });

  it('is less sure when two causes fit', () => {
    const fresh = {
      methods: [app('iPhone 14', { added: 300 })],
      signIns: held(1, push('iPhone 14', NO_ANSWER)),
    };
    assert.equal(diagnose(evidence(fresh)).confidence, 'low');
    assert.equal(diagnose(evidence({ methods: OLD_PHONE, signIns: UNREACHED })).confidence, 'high');
  });

  it('describes what no cause fits, and asks on', () => {
    const policies = known([applied('Block device code flow', 'failure', 'Block')]);
    const found = diagnose(
      evidence({
        signIns: refused(1, 53003, { policies }),
        policies: [policy('Block device code flow', { controls: ['block'] })],
      }),
    );
    assert.equal(found.cause, 'unknown');
    assert.match(found.summary, /Conditional Access policy refused it.*\(53003\)/);
    assert.ok(
      found.evidence.some(({ source, text }) => source === 'policy' && /Block device code flow/.test(text)),
    );
    assert.ok(found.nextQuestion);
  });

  it('shows rows as they were read: with time and id', () => {
    const [row] = diagnose(evidence({ signIns: badPassword(1) })).evidence;
    assert.equal(row?.source, 'signIn');
    assert.deepEqual(row?.at, hoursAgo(1));
    assert.match(row?.id ?? '', /^sign-in-/);
    assert.match(
      row?.text ?? '',
      /^Sign-in to “One Outlook Web” from Hamburg, DE failed: Wrong user name or password/,
    );
  });

  it('keeps long names short', () => {
    const person = { ...ANNA, displayName: 'A'.repeat(400) };
    const found = diagnose(
      evidence({
        person,
        methods: [app('B'.repeat(400), { used: 30 })],
        signIns: held(1, push('B'.repeat(400), NOT_DELIVERED)),
      }),
    );
    assert.ok(found.summary.length <= 500, String(found.summary.length));
  });

  it('depends on nothing but the evidence', () => {
    const told = evidence({ methods: OLD_PHONE, signIns: UNREACHED });
    assert.deepEqual(diagnose(told), diagnose(structuredClone(told)));
  });
});
