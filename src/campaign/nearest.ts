import type { CampaignLine } from './ports.ts';

const SHOWN = 5;

/** Campaigns that somebody may have meant who typed a name that none has, likeliest first. */
export function nearestCampaigns(campaigns: readonly CampaignLine[], typed: string): readonly CampaignLine[] {
  const wanted = pairsOf(typed);
  return campaigns
    .map((campaign) => ({ campaign, likeness: likeness(wanted, pairsOf(campaign.name)) }))
    .filter(({ likeness: much }) => much >= LIKE_ENOUGH)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, SHOWN)
    .map(({ campaign }) => campaign);
}

/** Of the letter pairs of both names, how many are the same: forgives swapped words as well as swapped letters. */
const LIKE_ENOUGH = 0.3;

function pairsOf(name: string): ReadonlySet<string> {
  const letters = ` ${name.toLowerCase().replace(/\s+/gu, ' ').trim()} `;
  return new Set(Array.from({ length: letters.length - 1 }, (_, index) => letters.slice(index, index + 2)));
}

function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const same = [...one].filter((pair) => other.has(pair)).length;
  return Math.max((2 * same) / (one.size + other.size), (0.9 * same) / Math.max(1, one.size));
}
