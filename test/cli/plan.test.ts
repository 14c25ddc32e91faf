import assert from 'node:assert/strict';
import type { Tools } from '../../src/cli/command.ts';
import { runCommandLine } from '../../src/cli/run.ts';
import type { WrittenPlan } from '../../src/rollout/plan-ports.ts';

const WRITTEN: WrittenPlan = {
  document: { id: 'p', phases: [] },
  text: 'Prepare: …\n',
  markdown: '# Plan\n',
  calendar: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n',
};

async function run(words: string, written: WrittenPlan | undefined = WRITTEN) {
  const printed: string[] = [];
  const said: string[] = [];
  // The command reads the plan and nothing else.
  const tools = { plan: async () => written } as Partial<Tools> as Tools;
  const status = await runCommandLine(['plan', ...words.split(' ').filter(Boolean)], {
    out: async (text) => void printed.push(text),
    say: (text) => void said.push(text),
    tools: async () => tools,
    signal: new AbortController().signal,
  });
  return { status, printed: printed.join(''), said: said.join('') };
}

describe('muster plan', () => {
  for (const [words, printed] of [
    ['', WRITTEN.text],
    ['--json', '{"plan":{"id":"p","phases":[]}}\n'],
    ['--markdown', WRITTEN.markdown],
    ['--ics', WRITTEN.calendar],
  ] as const) {
    it(`prints nothing but the plan with “${words}”`, async () => {
      const answer = await run(words);
      assert.deepEqual([answer.status, answer.printed], [0, printed]);
    });
  }

  it('takes one format', async () => {
    const { status, said } = await run('--markdown --ics');
    assert.equal(status, 2);
    assert.match(said, /--markdown, --ics were given/);
  });

  it('says that there is none, with the status for it', async () => {
    const tools = { plan: async () => undefined } as Partial<Tools> as Tools;
    const printed: string[] = [];
    const status = await runCommandLine(['plan', '--json'], {
      out: async (text) => void printed.push(text),
      say: () => undefined,
      tools: async () => tools,
      signal: new AbortController().signal,
    });
    assert.equal(status, 4);
    assert.equal(JSON.parse(printed.join('')).error.code, 'not-found');
  });
});
