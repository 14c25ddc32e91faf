import assert from 'node:assert/strict';
import { ALICE, method, NOW, ORGANISATION, REGISTRATION_URL } from '../../demo/gallery/samples/people.ts';
import { render } from '../../src/cards/render.ts';
import { type StatusInput, toStatusView } from '../../src/cards/status.ts';
import { textsFor } from '../../src/cards/texts.ts';
import { type KnownError, MissingPermission, NotFound, TryAgainLater } from '../../src/errors.ts';
import type { Method } from '../../src/people/people.ts';
import { registrationState } from '../../src/people/registration.ts';
import { partsOfType } from './parts.ts';

const texts = textsFor('en', 'Europe/Berlin');
const PHONE = method('phone', '+49 ··· 42', '2023-05-04T10:00:00Z');
const AUTHENTICATOR = method('authenticator', 'iPhone 15', '2025-03-03T10:00:00Z');

function input(changes: Partial<StatusInput> = {}, ...methods: readonly Method[]): StatusInput {
  return {
    person: ALICE,
    organisation: ORGANISATION,
    registration: { known: true, state: registrationState(methods), methods },
    asOf: NOW,
    registrationUrl: REGISTRATION_URL,
    viewer: 'self',
    ...changes,
  };
}
const view = (changes: Partial<StatusInput> = {}, ...methods: readonly Method[]) =>
  toStatusView(input(changes, ...methods), texts);
const unreadable = (reason: KnownError) => ({
  registration: { known: false as const, reason },
});

describe('one’s own status card', () => {
  it('asks somebody without a second step to set one up, by the deadline where there is one', () => {
    assert.equal(view().word, 'To do');
    assert.equal(view({ deadline: '2026-12-04' }).word, 'To do by Friday 4 December');
    assert.equal(view().openStyle, 'positive');
  });

  it('warns of the phone’s end until that day, and from then on says that it has ended', () => {
    const before = view({ asOf: new Date('2027-01-31T23:59:59Z') }, PHONE);
    const after = view({ asOf: new Date('2027-02-01T00:00:00Z') }, PHONE);
    assert.equal(before.title, 'Your second step ends soon');
    assert.equal(after.title, 'Your second step has ended');
    assert.deepEqual(before.facts[0], { title: 'Works until', value: '31 January 2027' });
  });

  it('lists every second step, strongest first, folded away', () => {
    const { card } = render('status', view({}, PHONE, AUTHENTICATOR));
    const shown = view({}, PHONE, AUTHENTICATOR).detail.map(({ kind, note }) => `${kind}: ${note}`);
    assert.deepEqual(shown, [
      'Microsoft Authenticator app: iPhone 15 · Added on 3 March 2025',
      'Text message or phone call: +49 ··· 42 · Added on 4 May 2023',
    ]);
    const detail = partsOfType(card, 'Container').find((part) => part.id === 'detail');
    assert.equal(detail?.isVisible, false);
  });

  it('folds more than ten into a number', () => {
    const many = Array.from({ length: 13 }, (_, index) => method('passkey', `Key ${index}`, null));
    assert.equal(view({}, ...many).detail.length, 10);
    assert.equal(view({}, ...many).detailMore, 'And 3 more');
  });

  it('does not list what is no second step', () => {
    const { hasDetail, title } = view({}, method('password', null, null), method('email', 'a@b.c', null));
    assert.deepEqual([hasDetail, title], [false, 'You have no second step yet']);
  });

  it('earns trust: the organisation, the address to type, and what is never asked', () => {
    const { card } = render('status', view());
    const shown = partsOfType(card, 'TextBlock').map((part) => part.text);
    assert.ok(shown.includes('aka.ms/mysecurityinfo'));
    assert.ok(shown.includes('From Contoso. We never ask for a password or a code in chat.'));
  });

  it('opens the registration page, and checks again without carrying anybody’s id', () => {
    const { card } = render('status', view());
    assert.equal(partsOfType(card, 'Action.OpenUrl')[0]?.url, REGISTRATION_URL);
    assert.deepEqual(partsOfType(card, 'Action.Execute')[0]?.data, { verb: 'status.refresh', v: 1 });
  });

  it('says plainly why nothing is known', () => {
    const missing = view(unreadable(new MissingPermission('UserAuthenticationMethod.Read.All', 'methods')));
    assert.match(missing.answer, /permission missing/);
    assert.doesNotMatch(missing.answer, /UserAuthenticationMethod/);
    assert.match(view(unreadable(new TryAgainLater(0.2, 'Graph'))).answer, /in one second/);
    assert.match(view(unreadable(new TryAgainLater(30, 'Graph'))).answer, /in 30 seconds/);
    assert.match(view(unreadable(new NotFound('x', 'y'))).answer, /does not answer/);
  });

  it('reads as one line in a notification', () => {
    assert.match(render('status', view()).summary, /^You have no second step yet\. A second step/);
  });
});

describe('the helpdesk’s status card of somebody else', () => {
  const seen = (changes: Partial<StatusInput> = {}, ...methods: readonly Method[]) =>
    view({ viewer: 'helpdesk', ...changes }, ...methods);

  it('has no button that registers, and checks that person again', () => {
    const { card } = render('status', seen());
    assert.deepEqual(partsOfType(card, 'Action.OpenUrl'), []);
    assert.deepEqual(
      partsOfType(card, 'Action.Execute').map((action) => action.data),
      [{ verb: 'status.refresh-other', v: 1, person: ALICE.id }],
    );
  });

  it('says first that an account is disabled', () => {
    const disabled = seen({ person: { ...ALICE, enabled: false } }, AUTHENTICATOR);
    assert.equal(disabled.title, 'Alice Weber: account is disabled');
    assert.equal(disabled.tone, 'attention');
  });

  it('says that somebody is a guest', () => {
    const guest = seen({ person: { ...ALICE, kind: 'guest', department: null } }, PHONE);
    assert.deepEqual(guest.facts[0], { title: 'Account', value: 'Guest' });
  });

  it('names the missing permission, for the one who can have it granted', () => {
    const { answer } = seen(
      unreadable(new MissingPermission('UserAuthenticationMethod.Read.All', 'methods')),
    );
    assert.match(answer, /UserAuthenticationMethod\.Read\.All/);
  });

  it('calls a person without a name by their sign-in name', () => {
    assert.match(seen({ person: { ...ALICE, displayName: ' \u200b' } }).title, /^alice\.weber@contoso\.com:/);
  });

  it('shows names as text, however they are written', () => {
    const { card } = render(
      'status',
      seen({ person: { ...ALICE, displayName: '[Reset](https://evil.example)\n# now' } }),
    );
    const title = partsOfType(card, 'TextBlock').find((part) => part.id === 'title');
    assert.equal(title?.text, '(Reset)(https:\u2060//evil.example) # now: no second step');
  });
});
