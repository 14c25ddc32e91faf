import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  commandDescriptions,
  commandLists,
  searchCommand,
  searchDescriptions,
} from '../../appPackage/commands.ts';
import manifest from '../../appPackage/manifest.json' with { type: 'json' };
import { textsFor } from '../../src/cards/texts.ts';
import { COMMANDS } from '../../src/teams/commands.ts';
import type { Typed } from '../../src/teams/turn.ts';

const ROWS: readonly Typed[] = [
  { words: 'status', takes: 'nothing', who: 'user', summary: 'command.status' },
  { words: 'status', takes: 'person', who: 'helpdesk', summary: 'command.status-of' },
  { words: 'registration', takes: 'nothing', who: 'admin', summary: 'command.registration' },
  {
    words: 'campaign new',
    takes: 'nothing',
    who: 'admin',
    summary: 'command.campaign-new',
    inHelpAlone: true,
  },
];
const TEXTS = { t: (key: string) => `<${key}>` };

describe('the manifest’s command lists', () => {
  it('offer everybody only what everybody may ask, and the rest where colleagues work together', () => {
    assert.deepEqual(commandLists(ROWS, TEXTS), [
      { scopes: ['personal'], commands: [{ title: 'status', description: '<command.status>' }] },
      {
        scopes: ['team', 'groupChat'],
        commands: [
          { title: 'status', description: '<command.status>' },
          { title: 'status NAME', description: '<command.status-of>' },
          { title: 'registration', description: '<command.registration>' },
        ],
      },
    ]);
  });

  it('name the same commands by their place when a localisation file describes them', () => {
    assert.deepEqual(commandDescriptions(ROWS, TEXTS), {
      'bots[0].commandLists[0].commands[0].description': '<command.status>',
      'bots[0].commandLists[1].commands[0].description': '<command.status>',
      'bots[0].commandLists[1].commands[1].description': '<command.status-of>',
      'bots[0].commandLists[1].commands[2].description': '<command.registration>',
    });
  });

  it('are what the bot’s own table of commands says; node appPackage/sync.ts writes them anew', () => {
    const [bot] = manifest.bots;
    assert.deepEqual(bot?.commandLists, commandLists(COMMANDS, textsFor('en')));
  });

  for (const { languageTag, file } of manifest.localizationInfo.additionalLanguages) {
    it(`are described in ${languageTag} as the bot’s help describes them`, () => {
      const texts: Record<string, string> = JSON.parse(readFileSync(`appPackage/${file}`, 'utf8'));
      const described = Object.entries(texts).filter(([key]) => key.startsWith('bots[0].commandLists'));
      assert.deepEqual(Object.fromEntries(described), commandDescriptions(COMMANDS, textsFor(languageTag)));
    });
  }
});

describe('the manifest’s search beside the message box', () => {
  it('is what the texts say; node appPackage/sync.ts writes it anew', () => {
    const [extension] = manifest.composeExtensions;
    assert.deepEqual(extension?.commands, [searchCommand(textsFor('en'))]);
  });

  for (const { languageTag, file } of manifest.localizationInfo.additionalLanguages) {
    it(`is described in ${languageTag} as the texts describe it`, () => {
      const texts: Record<string, string> = JSON.parse(readFileSync(`appPackage/${file}`, 'utf8'));
      const described = Object.entries(texts).filter(([key]) => key.startsWith('composeExtensions'));
      assert.deepEqual(Object.fromEntries(described), searchDescriptions(textsFor(languageTag)));
    });
  }
});
