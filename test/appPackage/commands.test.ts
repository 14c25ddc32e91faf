import assert from 'node:assert/strict';
import { type CommandSummary, commandDescriptions, commandLists } from '../../appPackage/commands.ts';

const ROWS: readonly CommandSummary[] = [
  { words: 'status', takes: 'nothing', who: 'user', summary: 'How far you are' },
  { words: 'status', takes: 'person', who: 'helpdesk', summary: 'How far somebody is' },
  { words: 'registration', takes: 'nothing', who: 'admin', summary: 'How far everybody is' },
];

describe('the manifest’s command lists', () => {
  it('offer everybody only what everybody may ask, and the rest where colleagues work together', () => {
    assert.deepEqual(commandLists(ROWS), [
      { scopes: ['personal'], commands: [{ title: 'status', description: 'How far you are' }] },
      {
        scopes: ['team', 'groupChat'],
        commands: [
          { title: 'status', description: 'How far you are' },
          { title: 'status NAME', description: 'How far somebody is' },
          { title: 'registration', description: 'How far everybody is' },
        ],
      },
    ]);
  });

  it('name the same commands by their place when a localisation file describes them', () => {
    assert.deepEqual(commandDescriptions(ROWS), {
      'bots[0].commandLists[0].commands[0].description': 'How far you are',
      'bots[0].commandLists[1].commands[0].description': 'How far you are',
      'bots[0].commandLists[1].commands[1].description': 'How far somebody is',
      'bots[0].commandLists[1].commands[2].description': 'How far everybody is',
    });
  });
});
