import assert from 'node:assert/strict';
import { habitsOf } from '../../../demo/teams/habits.ts';

const ids = Array.from({ length: 300 }, (_, index) => `person-${index}`);
const acts = (id: string, seed: number) => {
  const habits = habitsOf(id, seed);
  return [habits.reach, habits.adds, habits.helpWords('de-DE'), habits.next(), habits.next(), habits.next()];
};

describe('the habits of people', () => {
  it('are the same in every run, and others with another seed', () => {
    const run = (seed: number) => ids.map((id) => acts(id, seed));
    assert.deepEqual(run(7), run(7));
    assert.notDeepEqual(run(7), run(8));
  });

  it('let most people be reached, and a few not', () => {
    const reach = ids.map((id) => habitsOf(id, 7).reach);
    const count = (kind: string) => reach.filter((one) => one === kind).length;
    assert.ok(count('reached') > 250);
    assert.ok(count('blocked') > 0 && count('without-app') > 0);
  });

  it('ask for help in the person’s own language, or in English', () => {
    assert.match(habitsOf('a', 7).helpWords('de-AT'), /[a-zäöü]/);
    assert.equal(habitsOf('a', 7).helpWords('nl-NL'), habitsOf('a', 7).helpWords('en-GB'));
    assert.notEqual(habitsOf('a', 7).helpWords('fr-FR'), habitsOf('a', 7).helpWords('en-GB'));
  });
});
