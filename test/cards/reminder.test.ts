import assert from 'node:assert/strict';
import { ORGANISATION, REGISTRATION_URL, TIME_ZONE } from '../../demo/gallery/samples/people.ts';
import { reminderSamples } from '../../demo/gallery/samples/reminder.ts';
import { ALTERNATIVES } from '../../src/campaign/ports.ts';
import {
  type ReminderInput,
  type ReminderShows,
  toOverView,
  toReminderView,
} from '../../src/cards/reminder.ts';
import { render } from '../../src/cards/render.ts';
import { LANGUAGES, textsFor } from '../../src/cards/texts.ts';
import { MONDAY, sampleCampaign } from '../support/campaigns.ts';
import { type Part, partsOf, partsOfType } from './parts.ts';

const texts = textsFor('en', TIME_ZONE);
const ASKED: ReminderShows = { kind: 'asked', wave: 'announcement', hello: 'Hello Ada.' };

const input = (shows: ReminderShows, more: Partial<ReminderInput> = {}): ReminderInput => ({
  campaign: sampleCampaign(),
  organisation: ORGANISATION.displayName,
  registrationUrl: REGISTRATION_URL,
  snoozes: ['tomorrow', 'next-monday'],
  alternatives: ALTERNATIVES,
  asOf: MONDAY,
  shows,
  ...more,
});
const view = (shows: ReminderShows, more?: Partial<ReminderInput>) =>
  toReminderView(input(shows, more), texts);
const card = (shows: ReminderShows, more?: Partial<ReminderInput>) =>
  render('reminder', view(shows, more)).card;
const verbs = (of: unknown) => partsOfType(of, 'Action.Execute').map(({ verb }) => verb);

describe('the card that asks somebody to register', () => {
  it('says until when, how long it takes, where to go by hand and who helps', () => {
    const { word, facts, genuine, answer } = view(ASKED);
    assert.equal(word, 'By Sunday 6 December');
    assert.deepEqual(
      facts.map(({ title, value }) => `${title}: ${value}`),
      ['Takes: About five minutes', 'Page: aka.ms/mysecurityinfo', 'Helpdesk: ext. 4711'],
    );
    assert.match(genuine, /^From Contoso\. We never ask for a password or a code/);
    assert.match(answer, /^Hello Ada\. /);
  });

  it('says that the day has passed only when it has ended where the reader is', () => {
    const lateInBerlin = new Date('2026-12-06T23:30:00Z');
    assert.equal(view(ASKED, { asOf: lateInBerlin }).word, 'It was due on Sunday 6 December');
    const inLondon = toReminderView(input(ASKED, { asOf: lateInBerlin }), textsFor('en', 'Europe/London'));
    assert.equal(inLondon.word, 'By Sunday 6 December');
  });

  it('says so in the last call whatever the letter’s own clock shows', () => {
    assert.equal(view({ ...ASKED, wave: 'last-call' }).word, 'It was due on Sunday 6 December');
  });

  it('gives the reason of its goal, and the phone’s end in the tense of the day', () => {
    const answer = (goal: ReminderInput['campaign']['goal'], asOf = MONDAY) =>
      view(ASKED, { campaign: sampleCampaign({ goal }), asOf }).answer;
    assert.match(answer('any-method'), /no second step for signing in \(MFA\) yet/);
    assert.match(answer('no-sms-only'), /Microsoft ends text messages .* on 1 February 2027/);
    assert.match(answer('no-sms-only', new Date('2027-02-01T00:00:00Z')), /Microsoft ended text messages/);
    assert.match(answer('passkey'), /A passkey is the safest/);
  });

  it('opens the configured page and no other, in every state and language', () => {
    for (const language of LANGUAGES) {
      for (const [state, sample] of Object.entries(reminderSamples)) {
        const drawn = render('reminder', sample(textsFor(language, TIME_ZONE))).card;
        const urls = [...partsOf(drawn)].flatMap(({ url }) => (url === undefined ? [] : [url]));
        assert.deepEqual(urls, urls.length === 0 ? [] : [REGISTRATION_URL], `${state}, ${language}`);
      }
    }
  });

  it('offers the days that are left, and none where none is', () => {
    const choices = (of: unknown) =>
      partsOfType(of, 'Input.ChoiceSet').flatMap(({ choices: all }) =>
        (all as readonly Part[]).map(({ value }) => value),
      );
    assert.deepEqual(choices(card(ASKED)), ['tomorrow', 'next-monday']);
    assert.deepEqual(verbs(card(ASKED, { snoozes: [] })).includes('reminder.snooze'), false);
  });

  it('asks for help in one required line, labelled, with a word for its absence', () => {
    const [line] = partsOfType(card(ASKED), 'Input.Text');
    assert.partialDeepStrictEqual(line, {
      id: 'words',
      isRequired: true,
      errorMessage: 'Please write one line.',
    });
  });

  it('has nothing to press once all is set, and says so in green', () => {
    const { tone, title } = view({ kind: 'registered', state: 'passkey' });
    assert.deepEqual([tone, title], ['good', 'You’re all set']);
    assert.deepEqual(partsOfType(card({ kind: 'registered', state: 'registered' }), 'ActionSet'), []);
  });

  it('does not offer twice what has opened a case', () => {
    const opened = (caseKind: 'help' | 'no-phone') =>
      verbs(card({ kind: 'case-opened', caseKind, reachedHelpdesk: true }));
    assert.equal(opened('help').includes('reminder.help'), false);
    assert.equal(opened('help').includes('reminder.no-phone'), true);
    assert.equal(opened('no-phone').includes('reminder.no-phone'), false);
  });

  it('names what the tenant allows without a smartphone, and promises nothing where the helpdesk was not reached', () => {
    const reached = view({ kind: 'case-opened', caseKind: 'no-phone', reachedHelpdesk: true });
    assert.equal(reached.remarks.length, ALTERNATIVES.length);
    const not = view({ kind: 'case-opened', caseKind: 'no-phone', reachedHelpdesk: false });
    assert.match(not.answer, /^I could not reach the helpdesk/);
    assert.equal(not.remarks.length, ALTERNATIVES.length + 1);
    assert.doesNotMatch(JSON.stringify(not), /The helpdesk knows/);
  });

  it('says who asked and what Entra shows, or that it cannot be read', () => {
    const why = (more: Partial<Extract<ReminderShows, { kind: 'why' }>>) =>
      view({
        kind: 'why',
        registration: 'none',
        askedBy: 'Rosa [Lind](https://evil.example)',
        ...more,
      }).remarks.map(({ text }) => text);
    assert.match(why({})[0] ?? '', /shows no second step/);
    assert.match(why({})[1] ?? '', /^Rosa \(Lind\)/);
    assert.match(why({ registration: null })[0] ?? '', /can’t be read/);
    assert.match(why({ askedBy: null })[1] ?? '', /people who run your organisation’s IT/);
  });

  it('counts down how often it can be put off', () => {
    const left = (count: number) => view({ kind: 'snoozed', until: MONDAY, left: count }).answer;
    assert.match(left(2), /2 more times/);
    assert.match(left(1), /once more/);
    assert.match(left(0), /last time/);
  });

  it('shows nothing of a campaign to somebody who is no recipient of it', () => {
    const over = render(
      'reminder',
      toOverView({ organisation: null, registrationUrl: REGISTRATION_URL, asOf: MONDAY }, texts),
    );
    assert.deepEqual(verbs(over.card), ['status.refresh']);
    assert.doesNotMatch(JSON.stringify(over.card), /"campaign"|December|4711/);
  });
});
