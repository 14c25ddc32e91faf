import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import project from '../../package.json' with { type: 'json' };
import { readModules } from './modules.ts';
import { usesOfGlobal } from './rules.ts';
import { sameTitles, testsIn } from './titles.ts';

const source = readModules('src');
const tests = testsIn(readModules('test'));

describe('a tidy house', () => {
  it('says in a test’s title which of a file’s tests failed', () => {
    assert.ok(tests.length > 100, 'the tests were found');
    assert.deepEqual(sameTitles(tests), []);
  });

  it('runs every test: none is marked to run alone', () => {
    const alone = tests.filter((test) => test.alone).map(({ path, line }) => `${path}:${line}`);
    assert.deepEqual(alone, []);
  });

  it('keeps each file of src small enough to be read at once', () => {
    const long = [...source].filter(([, text]) => text.split('\n').length > 301).map(([path]) => path);
    assert.deepEqual(long, [], 'more than 300 lines');
  });

  it('has no drawer for everything', () => {
    const folders = readdirSync('src', { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    assert.ok(folders.length > 5, 'the folders were found');
    const drawers = folders.filter(({ name }) => /^(utils?|helpers?|common|misc|shared|lib)$/.test(name));
    assert.deepEqual(
      drawers.map(({ name }) => name),
      [],
    );
  });

  it('writes to a log that is cleaned, never to the console', () => {
    assert.deepEqual(usesOfGlobal('console', source), []);
  });

  it('puts the Node into the image that package.json asks for', () => {
    const [, major] = /^>=(\d+)\./.exec(project.engines.node) ?? [];
    const images = [...readFileSync('Dockerfile', 'utf8').matchAll(/^FROM (\S+)/gm)].map(
      ([, image]) => image,
    );
    assert.deepEqual([...new Set(images)], [`node:${major}-slim`]);
  });
});
