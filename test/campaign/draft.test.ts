import assert from 'node:assert/strict';
import { DEFAULT_CALENDAR } from '../../src/campaign/campaign.ts';
import { problemsOf, WrongDraft } from '../../src/campaign/draft.ts';
import type { NewCampaign } from '../../src/campaign/ports.ts';

const TODAY = '2026-11-20';
const DRAFT: NewCampaign = {
  name: 'Autumn',
  goal: 'any-method',
  audience: {
    groupIds: [],
    departments: [],
    countries: [],
    addresses: [],
    guests: false,
    excludedGroupIds: [],
    excludedAddresses: [],
  },
  calendar: { ...DEFAULT_CALENDAR, startsOn: '2026-11-23' },
  contact: null,
};
const calendar = (more: Partial<NewCampaign['calendar']>) => ({
  calendar: { ...DRAFT.calendar, ...more },
});
const audience = (more: Partial<NewCampaign['audience']>) => ({
  audience: { ...DRAFT.audience, ...more },
});

describe('a draft', () => {
  it('needs no more than a name, a goal and a first day', () => {
    assert.deepEqual(problemsOf(DRAFT, TODAY), []);
    assert.deepEqual(problemsOf({ ...DRAFT, ...calendar({ startsOn: TODAY }) }, TODAY), []);
  });

  const wrong: readonly [string, Partial<NewCampaign>, object][] = [
    ['no name', { name: '  ' }, { field: 'name', problem: 'missing' }],
    ['a name that is a command', { name: 'List' }, { field: 'name', problem: 'reserved' }],
    ['a long name', { name: 'x'.repeat(61) }, { field: 'name', problem: 'too-long', most: 60 }],
    ['a long contact', { contact: 'x'.repeat(121) }, { field: 'contact', problem: 'too-long', most: 120 }],
    ['no date', calendar({ startsOn: '23.11.2026' }), { field: 'startsOn', problem: 'not-a-date' }],
    [
      'a date that does not exist',
      calendar({ startsOn: '2027-02-30' }),
      { field: 'startsOn', problem: 'not-a-date' },
    ],
    ['yesterday', calendar({ startsOn: '2026-11-19' }), { field: 'startsOn', problem: 'past' }],
    [
      'a surprise',
      calendar({ windowDays: 13 }),
      { field: 'windowDays', problem: 'out-of-range', least: 14, most: 180 },
    ],
    [
      'half a day',
      calendar({ reminderOnDay: 10.5 }),
      { field: 'reminderOnDay', problem: 'out-of-range', least: 2, most: 180 },
    ],
    [
      'a share of more than all',
      calendar({ goalShare: 95 }),
      { field: 'goalShare', problem: 'out-of-range', least: 1, most: 100 },
    ],
    [
      'a reminder that comes too late',
      calendar({ reminderOnDay: 15 }),
      { field: 'reminderOnDay', problem: 'after-the-deadline' },
    ],
    [
      'a contact list that comes too late',
      calendar({ contactListOnDay: 15 }),
      { field: 'contactListOnDay', problem: 'after-the-deadline' },
    ],
    [
      'a last call before the deadline',
      calendar({ lastCallOnDay: 14 }),
      { field: 'lastCallOnDay', problem: 'before-the-deadline' },
    ],
    [
      'an end before the last call',
      calendar({ endsOnDay: 15 }),
      { field: 'endsOnDay', problem: 'before-the-last-call' },
    ],
    [
      'a group by its name',
      audience({ groupIds: ['Sales'] }),
      { field: 'groupIds', problem: 'not-an-id', found: 'Sales' },
    ],
    [
      'a country by its name',
      audience({ countries: ['DE', 'GERMANY'] }),
      { field: 'countries', problem: 'not-a-country', found: 'GERMANY' },
    ],
    [
      'a word among addresses',
      audience({ addresses: ['a@b.example', 'bob'] }),
      { field: 'addresses', problem: 'not-an-address', found: 'bob' },
    ],
    [
      'too many addresses',
      audience({ excludedAddresses: Array.from({ length: 501 }, (_, index) => `p${index}@b.example`) }),
      { field: 'excludedAddresses', problem: 'too-many', most: 500 },
    ],
  ];
  for (const [what, more, problem] of wrong) {
    it(`with ${what} is corrected at its field`, () => {
      const [found, ...others] = problemsOf({ ...DRAFT, ...more }, TODAY);
      assert.partialDeepStrictEqual(found, problem);
      assert.deepEqual(others, []);
    });
  }

  it('that is wrong is refused with everything that is wrong, for programs and for people', () => {
    const problems = problemsOf({ ...DRAFT, name: '', ...calendar({ startsOn: '' }) }, TODAY);
    const error = new WrongDraft(problems);
    assert.equal(error.code, 'wrong-draft');
    assert.equal(error.message, 'Wrong in this campaign: name (missing), startsOn (not-a-date).');
    assert.deepEqual(error.problems, problems);
  });
});
