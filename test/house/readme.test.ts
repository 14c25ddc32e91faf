import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { CLI_COMMANDS } from '../../src/cli/run.ts';
import { permissionTable } from '../../src/graph/requests.ts';
import { COMMANDS } from '../../src/teams/commands.ts';
import { commandUsage } from '../../src/teams/replies.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

describe('the README', () => {
  it('lists the Graph permissions that the table of requests asks for, with their reasons', () => {
    const [, section = ''] = /<!-- permissions -->\n([\s\S]*?)<!-- \/permissions -->/.exec(readme) ?? [];
    const rows = permissionTable().map(
      ({ permission, reasons }) => `   | \`${permission}\` | ${reasons.join('; ')} |`,
    );
    const expected = ['   | permission | why |', '   |---|---|', ...rows].join('\n');
    assert.equal(section.trimEnd(), expected);
  });

  it('names every command that people type', () => {
    for (const command of COMMANDS) assert.ok(readme.includes(`\`${commandUsage(command)}\``), command.words);
  });

  it('names every command of the command line', () => {
    for (const command of CLI_COMMANDS) assert.ok(readme.includes(`  ${command.usage}`), command.usage);
  });
});
