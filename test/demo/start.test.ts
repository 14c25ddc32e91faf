import assert from 'node:assert/strict';
import { startProcess } from '../../demo/processes.ts';

describe('npm run demo', () => {
  it('can be stopped while it still starts, and says so', async function () {
    this.timeout(40_000);
    let said = '';
    const demo = startProcess({
      name: 'demo',
      file: 'demo/start.ts',
      words: [],
      environment: {},
      onOutput: (text) => {
        said += text;
      },
    });
    await demo.says(/Starting/, 10_000);
    await demo.stop();
    assert.match(said, /Stopped before everything had started/);
  });
});
