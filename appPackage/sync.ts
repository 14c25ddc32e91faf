import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { textsFor } from '../src/cards/texts.ts';
import { COMMANDS } from '../src/teams/commands.ts';
import { commandDescriptions, commandLists, searchCommand, searchDescriptions } from './commands.ts';
import manifest from './manifest.json' with { type: 'json' };

/** Writes the bot's table of commands into the manifest and its languages. Run it after a change to the table or a summary. */

const { defaultLanguageTag, additionalLanguages } = manifest.localizationInfo;
const lists = commandLists(COMMANDS, textsFor(defaultLanguageTag));
await write('manifest.json', {
  ...manifest,
  bots: manifest.bots.map((bot) => ({ ...bot, commandLists: lists })),
  composeExtensions: manifest.composeExtensions.map((extension) => ({
    ...extension,
    commands: [searchCommand(textsFor(defaultLanguageTag))],
  })),
});

for (const { languageTag, file } of additionalLanguages) {
  const texts: Record<string, string> = JSON.parse(await readFile(inPackage(file), 'utf8'));
  const others = Object.entries(texts).filter(
    ([key]) => !key.startsWith('bots[0].commandLists') && !key.startsWith('composeExtensions'),
  );
  const descriptions = commandDescriptions(COMMANDS, textsFor(languageTag));
  const search = searchDescriptions(textsFor(languageTag));
  await write(file, { ...Object.fromEntries(others), ...descriptions, ...search });
}

async function write(name: string, content: object): Promise<void> {
  await writeFile(inPackage(name), `${JSON.stringify(content, null, 2)}\n`);
  process.stdout.write(`${inPackage(name)}\n`);
}

function inPackage(name: string): string {
  return resolve(import.meta.dirname, name);
}
