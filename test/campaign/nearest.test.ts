import assert from 'node:assert/strict';
import { nearestCampaigns } from '../../src/campaign/nearest.ts';
import { campaignLine } from '../support/fake-campaign-desk.ts';

const ALL = ['Autumn rollout', 'Winter rollout', 'Passkeys for finance', 'Away from SMS'].map(campaignLine);
const near = (typed: string) => nearestCampaigns(ALL, typed).map(({ name }) => name);

describe('the campaign that somebody may have meant', () => {
  const meant: readonly [string, string][] = [
    ['atumn rollout', 'Autumn rollout'],
    ['autumn', 'Autumn rollout'],
    ['rollout winter', 'Winter rollout'],
    ['paskeys', 'Passkeys for finance'],
    ['AWAY FORM SMS', 'Away from SMS'],
  ];
  for (const [typed, name] of meant) {
    it(`by “${typed}” is first of all “${name}”`, () => assert.equal(near(typed)[0], name));
  }

  it('is none where nothing is alike', () => {
    assert.deepEqual(near('xyz'), []);
    assert.deepEqual(near(''), []);
  });

  it('is one of five at most', () => {
    const many = Array.from({ length: 20 }, (_, index) => campaignLine(`Rollout ${index}`));
    assert.equal(nearestCampaigns(many, 'rollout').length, 5);
  });
});
