import assert from 'node:assert/strict';
import en from '../../cards/texts/en.json' with { type: 'json' };
import { tellGateInTerminal, tellGateOnCard } from '../../src/cards/gate-words.ts';
import { textsFor } from '../../src/cards/texts.ts';
import { MissingPermission } from '../../src/errors.ts';
import { GATE_IDS, type GateResult } from '../../src/rollout/gate.ts';
import { SAYINGS } from '../../src/rollout/sayings.ts';

const result = (change: Partial<GateResult> = {}): GateResult => ({
  id: 'break-glass-tested',
  status: 'fail',
  found: [],
  fix: [],
  items: [],
  missing: [],
  link: 'https://entra.microsoft.com/',
  ...change,
});
const names = (count: number) => Array.from({ length: count }, (_, index) => `name${index}`);
const absent = (count: number) =>
  result({ found: [{ say: 'emergency.absent', values: { names: names(count) } }] });

describe('the words of the gates', () => {
  it('are exactly those that gates can say', () => {
    const said = Object.entries(SAYINGS).flatMap(([family, sayings]) =>
      sayings.map((saying) => `gate.${family}.${saying}`),
    );
    const named = GATE_IDS.flatMap((id) => [`gate.${id}.title`, `gate.${id}.why`]);
    const keys = Object.keys(en).filter((key) => key.startsWith('gate.'));
    assert.deepEqual(keys.toSorted(), ['gate.more', ...said, ...named].toSorted());
  });

  it('name a few on a card, and say that there are more', () => {
    const { found } = tellGateOnCard(absent(8), textsFor('en'));
    assert.match(found, /: name0, name1, name2, name3, name4, 3 more\.$/);
  });

  it('name nearly everybody in a terminal', () => {
    assert.match(tellGateInTerminal(absent(8)).found, /name6 and name7\.$/);
  });

  it('let no name act on a card, nor on a terminal', () => {
    const hostile = result({
      found: [{ say: 'emergency.absent', values: { names: ['[a](http://b) \u001b[2J'] } }],
    });
    assert.doesNotMatch(tellGateOnCard(hostile, textsFor('en')).found, /\]\(|\p{Cc}/u);
    assert.doesNotMatch(tellGateInTerminal(hostile).found, /\p{Cc}/u);
  });

  it('say what could not be read, and what would mend it, in the reader’s language', () => {
    const missing = [new MissingPermission('Policy.Read.All', 'policies')];
    const told = tellGateOnCard(result({ status: 'unknown', missing }), textsFor('de'));
    assert.match(told.found, /Berechtigung Policy\.Read\.All/);
    assert.match(told.fix, /Policy\.Read\.All/);
  });

  it('write methods and days as the reader does', () => {
    const methods = result({
      items: [
        {
          kind: 'person',
          id: null,
          name: 'a',
          said: {
            say: 'break-glass-not-registered.item.methods',
            values: { methods: { methods: ['phone', 'authenticator'] } },
          },
        },
        {
          kind: 'person',
          id: null,
          name: 'b',
          said: { say: 'break-glass-tested.item.last', values: { date: new Date('2026-08-01T10:00:00Z') } },
        },
      ],
    });
    assert.deepEqual(
      tellGateOnCard(methods, textsFor('fr')).items.map(({ text }) => text),
      [
        'inscrit\u00a0: SMS ou appel téléphonique et Application Microsoft Authenticator',
        'dernière connexion le 1er août 2026',
      ],
    );
  });
});
