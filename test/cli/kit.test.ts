import assert from 'node:assert/strict';
import type { Tools } from '../../src/cli/command.ts';
import { runCommandLine } from '../../src/cli/run.ts';

async function run(words: string, missing: readonly string[] = []) {
  const printed: string[] = [];
  const said: string[] = [];
  // The command reads the kit and nothing else.
  const tools = {
    kit: async (ids, language) => ({
      written: ids.map((id) => ({ id, subject: `${id} in ${language}`, mail: 'Hello,' })),
      missing,
    }),
  } as Partial<Tools> as Tools;
  const status = await runCommandLine(['kit', ...words.split(' ').filter(Boolean)], {
    out: async (text) => void printed.push(text),
    say: (text) => void said.push(text),
    tools: async () => tools,
    signal: new AbortController().signal,
  });
  return { status, printed: printed.join(''), said: said.join('') };
}

describe('muster kit', () => {
  it('prints every text in English, each under its name', async () => {
    const { status, printed } = await run('');
    assert.equal(status, 0);
    assert.deepEqual(
      [...printed.matchAll(/^=== (.*)$/gm)].map(([, id]) => id),
      ['announcement', 'reminder', 'enforcement', 'manager', 'helpdesk'],
    );
  });

  it('prints one text in one language, and nothing around it', async () => {
    assert.equal((await run('--text manager --language ja')).printed, 'manager in ja\n\nHello,\n\n');
  });

  it('says beside it what is not known yet', async () => {
    assert.match((await run('--text manager', ['‹deadline›'])).said, /Not known yet: ‹deadline›/);
  });

  it('names the texts that there are, where another is asked for', async () => {
    const { status, printed, said } = await run('--text ransom');
    assert.deepEqual([status, printed], [2, '']);
    assert.match(said, /announcement, reminder, enforcement, manager, helpdesk/);
  });
});
