import assert from 'node:assert/strict';
import { ALICE, NOW, REGISTRATION_URL } from '../../demo/gallery/samples/people.ts';
import {
  BREAK_GLASS,
  CASE_ID,
  EVIDENCE,
  GUEST,
  INCIDENT,
  OLD,
  READING,
  TAKEOVER,
  UNKNOWN,
} from '../../demo/gallery/samples/triage-cases.ts';
import { render } from '../../src/cards/render.ts';
import { type TextKey, textsFor } from '../../src/cards/texts.ts';
import { type TriageInput, toTriageView, withRemark } from '../../src/cards/triage.ts';
import { toTriageSummaryView } from '../../src/cards/triage-brief.ts';
import { CAUSE_IDS, GUARD_IDS } from '../../src/triage/catalogue.ts';
import type { Diagnosis } from '../../src/triage/diagnosis.ts';
import { SOURCES } from '../../src/triage/evidence.ts';
import { USER_FIXES } from '../../src/triage/fix-table/user.ts';
import { partsOfType } from './parts.ts';

const texts = textsFor('en', 'Europe/Berlin');
const input = (diagnosis: Diagnosis, over: Partial<TriageInput> = {}): TriageInput => ({
  caseId: CASE_ID,
  diagnosis,
  evidence: EVIDENCE,
  whole: true,
  waitSeconds: null,
  told: null,
  registrationUrl: REGISTRATION_URL,
  ...over,
});
const view = (diagnosis: Diagnosis, over?: Partial<TriageInput>) =>
  toTriageView(input(diagnosis, over), texts);
const fold = (diagnosis: Diagnosis, id: string, over?: Partial<TriageInput>) =>
  view(diagnosis, over).folds.find((one) => one.id === id);
const textOf = (diagnosis: Diagnosis, id: string, over?: Partial<TriageInput>) =>
  JSON.stringify(fold(diagnosis, id, over)?.rows ?? []);

describe('the verdict on somebody’s sign-in', () => {
  it('says what it is, how sure that is, and one next step', () => {
    const { title, word, orders } = view(OLD);
    assert.equal(title, 'Alice Weber: prompts go to an old phone');
    assert.equal(word, 'High confidence');
    assert.deepEqual(
      orders.map(({ title: what, lines }) => [what, lines.length]),
      [
        ['Next', 1],
        ['Never', 1],
      ],
    );
  });

  it('makes what must not be done as visible as what must', () => {
    const { orders } = view(TAKEOVER);
    assert.deepEqual(
      orders.map(({ color }) => color),
      ['Accent', 'Attention'],
    );
    const blocks = partsOfType(render('triage', view(TAKEOVER)).card, 'TextBlock');
    const looks = ['Next', 'Never'].map((word) => {
      const { color: _, text: __, ...look } = blocks.find(({ text }) => text === word) ?? assert.fail(word);
      return look;
    });
    assert.deepEqual(looks[0], looks[1]);
  });

  it('turns red for an attack and an emergency account, and offers neither steps nor a watch', () => {
    for (const diagnosis of [TAKEOVER, BREAK_GLASS]) {
      const { tone, wordColor, hasSteps, hasWatch } = view(diagnosis);
      assert.deepEqual([tone, wordColor, hasSteps, hasWatch], ['attention', 'Attention', false, false]);
    }
    assert.match(view(TAKEOVER).word, /^Do not reset/);
    assert.equal(view(BREAK_GLASS).word, 'Do not act');
  });

  it('names the handing over to security as the helpdesk’s own step', () => {
    assert.equal(view(TAKEOVER).orders[0]?.lines[0]?.text, 'You: Hand over to security now');
  });

  it('asks first where it is not sure, and only asks where it knows nothing', () => {
    assert.deepEqual(
      view({ ...OLD, confidence: 'medium' }).orders.map(({ title }) => title),
      ['Ask', 'Next', 'Never'],
    );
    assert.deepEqual(
      view(UNKNOWN).orders.map(({ title }) => title),
      ['Ask'],
    );
    assert.equal(view(UNKNOWN).word, 'Not known');
    assert.equal(view(UNKNOWN).tone, 'warning');
  });

  it('says that many are hit, and how they are alike', () => {
    const { word, remarks, tone } = view(INCIDENT);
    assert.match(word, /^Many people are hit/);
    assert.deepEqual(remarks, [{ text: 'The same failure hits people everywhere.' }]);
    assert.equal(tone, 'warning');
  });

  it('shows the evidence in the order in which it happened, in the reader’s time, codes small at the end', () => {
    const { evidence } = view(OLD);
    assert.equal(evidence.length, 5);
    assert.match(evidence[0]?.when ?? '', /^Mon,? 16 Nov,? 09:03$/);
    const last = evidence.at(-1);
    assert.match(last?.when ?? '', /^Fri,? 20 Nov,? 09:00$/);
    assert.equal(last?.note, '500121');
    assert.doesNotMatch(last?.text ?? '', /500121/);
    assert.equal(fold(OLD, 'evidence')?.rows.length, 1);
  });

  it('says what could not be seen, each reason once', () => {
    const [method, ...others] = view(UNKNOWN).missing.map(({ text }) => text);
    assert.match(method ?? '', /which method was used.*\(signIn\.authenticationDetails\)\.$/);
    assert.equal(others.length, 1);
    assert.match(others[0] ?? '', /AuditLog\.Read\.All \(audit, audit\.changes\)\.$/);
  });

  it('says what it is reading while it is, and gives no verdict before the log is there', () => {
    const early = { evidence: READING, whole: false };
    const reading = view(UNKNOWN, { ...early, waitSeconds: 24 });
    assert.match(reading.title, /reading the logs$/);
    assert.match(reading.answer, /completes itself/);
    assert.deepEqual(reading.orders, []);
    assert.match(reading.remarks[0]?.text ?? '', /24 seconds/);
    assert.equal(reading.hasSteps, false);
    assert.match(view(OLD, { whole: false }).remarks[0]?.text ?? '', /Still reading the rest/);
    assert.equal(view(OLD, { whole: false }).hasSteps, false);
  });

  it('promises to complete itself only where it can', () => {
    const summary = toTriageSummaryView(input(UNKNOWN, { evidence: READING, whole: false }), texts);
    assert.match(summary.answer, /Press “Check again” in a moment/);
    assert.doesNotMatch(JSON.stringify(summary), /completes itself/);
  });

  it('has the text to read out in the person’s language, in its own direction', () => {
    assert.match(textOf(OLD, 'say'), /Die Anfragen gehen noch an Ihr altes Telefon/);
    assert.equal(fold(OLD, 'say')?.rtl, false);
    assert.equal(fold(GUEST, 'say')?.rtl, true);
    assert.match(textOf(GUEST, 'say'), /\p{Script=Arabic}/u);
    assert.equal(fold(OLD, 'methods')?.rtl, false);
  });

  it('has nothing to read out that would help whoever only claims to be the person', () => {
    const english = { ...ALICE, preferredLanguage: 'en-GB' };
    const suspicious: Diagnosis = { ...OLD, person: english, securityEscalation: true };
    assert.match(textOf(suspicious, 'say'), /We can’t change anything on your account/);
    assert.doesNotMatch(textOf(suspicious, 'say'), /mysecurityinfo|phone at/);
    assert.match(textOf({ ...BREAK_GLASS, person: english }, 'say'), /We can’t change anything/);
    const declined: Diagnosis = {
      ...suspicious,
      cause: 'stolen-password-prompts-declined',
      tellKey: 'tell.stolen-password-prompts-declined',
    };
    assert.match(textOf(declined, 'say'), /You did right to decline/);
  });

  it('has a note for the ticket with the ids that another team needs', () => {
    const note = textOf(OLD, 'note');
    assert.match(note, /alice\.weber@contoso\.com/);
    assert.match(note, /signIn-0000-4000-8000-/);
    assert.match(note, /Correlation c0220000-0000-4000-8000-000000000001/);
    assert.match(note, new RegExp(CASE_ID));
  });

  it('shows methods with their age and device, and says so where there are none', () => {
    const methods = textOf(OLD, 'methods');
    assert.match(methods, /iPhone 11/);
    assert.match(methods, /Added on 16 November 2023 · Last used on 16 November 2026 · App 6\.2\.14/);
    const none = { evidence: { ...EVIDENCE, methods: { known: true as const, value: [] } } };
    assert.match(textOf(OLD, 'methods', none), /Nothing that counts as a second step/);
    const unread = { evidence: { ...EVIDENCE, methods: { known: false as const, reason: 'no permission' } } };
    assert.equal(fold(OLD, 'methods', unread), undefined);
  });

  it('says which steps need proof of who is asking, and leads to the very page', () => {
    const [proof, remove] = fold(OLD, 'steps')?.rows ?? [];
    assert.equal(proof?.note, '');
    assert.equal(remove?.note, 'First prove who is asking · Cannot be undone');
    assert.match(remove?.link ?? '', new RegExp(`entra\\.microsoft\\.com.*${ALICE.id}`));
  });

  it('names this organisation’s registration page and no other', () => {
    const other = 'https://register.contoso.com/mfa/';
    const drawn = JSON.stringify(render('triage', view(OLD, { registrationUrl: other })).card);
    assert.doesNotMatch(drawn, /aka\.ms/);
    assert.match(drawn, /register\.contoso\.com\/mfa/);
  });

  it('says on the card itself what came of a button, once, and takes that button away', () => {
    const sent = withRemark(view(OLD), 'I sent them.', { steps: true });
    assert.deepEqual([sent.hasSteps, sent.hasWatch], [false, true]);
    const watched = withRemark(withRemark(sent, 'I watch.', { watch: true }), 'I watch.');
    assert.deepEqual([watched.hasSteps, watched.hasWatch], [false, false]);
    assert.deepEqual(
      watched.remarks.map(({ text }) => text),
      ['I sent them.', 'I watch.'],
    );
  });

  it('fits into a message with twenty of everything', () => {
    const many = <Value>(value: Value) => Array.from({ length: 20 }, () => value);
    const long = 'A sentence about a sign-in that goes on and on. '.repeat(12);
    const [fix = assert.fail()] = OLD.fixes;
    const crowded: Diagnosis = {
      ...OLD,
      summary: long,
      evidence: many({ source: 'signIn', at: NOW, text: long, id: 'x'.repeat(80) } as const),
      ruledOut: many({ cause: 'wrong-password', why: long } as const),
      fixes: many({ ...fix, steps: [long, long] }).slice(0, 8),
      doNot: many(long).slice(0, 5),
      missing: many({ source: 'signIn', reason: long }),
    };
    assert.ok(JSON.stringify(render('triage', view(crowded)).card).length < 40_000);
  });
});

describe('the texts of the catalogue', () => {
  const keys = [
    ...['unknown', ...CAUSE_IDS].flatMap((cause) => [`cause.${cause}`, `tell.${cause}`]),
    ...Object.keys(USER_FIXES).map((fix) => `step.${fix}`),
    ...GUARD_IDS.map((guard) => `triage.guard.${guard}`),
    ...SOURCES.map((source) => `triage.source.${source}`),
  ] as TextKey[];
  for (const language of ['en', 'de', 'fr', 'es', 'pt', 'ja', 'ar']) {
    it(`are there in ${language}, short enough to be read out, and name no page but the configured one`, () => {
      const { t } = textsFor(language);
      for (const key of keys) {
        const text = t(key, { address: 'register.example' });
        assert.ok(text.length > 1 && text.length <= 330, `${key}: ${text.length}`);
        assert.doesNotMatch(text, /aka\.ms|https?:|\{|500\d{2,3}/, key);
        if (key.startsWith('cause.')) assert.ok(text.length <= 50, `${key}: ${text}`);
      }
    });

    it(`ask for no password and no code in ${language}, and forbid approving in a security case`, () => {
      const { t } = textsFor(language);
      assert.notEqual(t('tell.security'), t('tell.unknown'));
      for (const cause of ['account-takeover', 'mfa-fatigue-succeeded', 'fraud-reported'] as const) {
        assert.doesNotMatch(t(`tell.${cause}`), /register|mysecurityinfo|\{/, cause);
      }
    });
  }
});
