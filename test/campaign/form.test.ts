import assert from 'node:assert/strict';
import { DEFAULT_CALENDAR } from '../../src/campaign/campaign.ts';
import { problemsOf } from '../../src/campaign/draft.ts';
import { draftOf, newDraft, typedOf } from '../../src/campaign/form.ts';

const TODAY = '2026-11-20';
const EMPTY = newDraft(TODAY);

describe('the form of a campaign', () => {
  it('begins with what works in practice, on the next Monday', () => {
    assert.deepEqual(EMPTY.calendar, { ...DEFAULT_CALENDAR, startsOn: '2026-11-23' });
    assert.equal(newDraft('2026-11-23').calendar.startsOn, '2026-11-30');
    assert.equal(newDraft('2026-12-27').calendar.startsOn, '2026-12-28');
    assert.deepEqual(
      problemsOf(EMPTY, TODAY).map(({ field }) => field),
      ['name'],
    );
  });

  it('sent as it is says what it said', () => {
    const full = draftOf(
      {
        name: 'Autumn',
        goal: 'passkey',
        departments: 'Sales, EMEA\nLegal',
        countries: 'de, FR',
        addresses: 'Alice Weber <Alice@Contoso.com>; bob@contoso.com\ncarol@contoso.com dave@contoso.com',
        groupIds: 'A0000000-0000-4000-8000-000000000001',
        guests: 'true',
        hours: 'now',
        reminderBelow: '87.5',
        contact: ' ext.  4711 ',
      },
      EMPTY,
      TODAY,
    );
    assert.deepEqual(full.audience.addresses, [
      'alice@contoso.com',
      'bob@contoso.com',
      'carol@contoso.com',
      'dave@contoso.com',
    ]);
    assert.deepEqual(full.audience.departments, ['Sales, EMEA', 'Legal']);
    assert.deepEqual(full.audience.countries, ['DE', 'FR']);
    assert.deepEqual(full.audience.groupIds, ['a0000000-0000-4000-8000-000000000001']);
    assert.equal(full.calendar.reminderBelow, 0.875);
    assert.equal(full.contact, 'ext. 4711');
    assert.deepEqual(draftOf(typedOf(full), EMPTY, TODAY), full);
  });

  it('takes what is left out or left empty from before, except what may be empty', () => {
    const before = { ...EMPTY, contact: 'ext. 1', audience: { ...EMPTY.audience, countries: ['DE'] } };
    assert.deepEqual(draftOf({}, before, TODAY), before);
    const after = draftOf({ windowDays: '', startsOn: '', contact: '', countries: '' }, before, TODAY);
    assert.deepEqual(after.calendar, before.calendar);
    assert.equal(after.contact, null);
    assert.deepEqual(after.audience.countries, []);
  });

  it('empties what was emptied, though some clients then leave it out', () => {
    const before = { ...EMPTY, contact: 'ext. 1', audience: { ...EMPTY.audience, departments: ['Sales'] } };
    const after = draftOf({ name: 'Autumn', guests: 'false' }, before, TODAY);
    assert.deepEqual(after.audience.departments, []);
    assert.equal(after.contact, null);
  });

  it('keeps numbers that are none, so that they are named', () => {
    const draft = draftOf({ name: 'Autumn', windowDays: 'two weeks', goalShare: '1e9' }, EMPTY, TODAY);
    assert.deepEqual(
      problemsOf(draft, TODAY).map(({ field, problem }) => `${field} ${problem}`),
      ['windowDays out-of-range', 'goalShare out-of-range'],
    );
  });

  it('starts today where cards are to go out at once, whatever day the form came with', () => {
    const typed = { ...typedOf(EMPTY), name: 'Autumn', hours: 'now' };
    assert.equal(draftOf(typed, EMPTY, TODAY).calendar.startsOn, TODAY);
    assert.equal(draftOf({ ...typed, hours: 'working' }, EMPTY, TODAY).calendar.startsOn, '2026-11-23');
  });

  it('takes no goal and no hours that there are not', () => {
    const draft = draftOf({ goal: 'world peace', hours: 'at night' }, EMPTY, TODAY);
    assert.equal(draft.goal, 'any-method');
    assert.equal(draft.calendar.hours, 'working');
  });
});
