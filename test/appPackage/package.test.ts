import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { strFromU8, unzipSync } from 'fflate';
import { fill } from '../../appPackage/fill.ts';
import manifest from '../../appPackage/manifest.json' with { type: 'json' };
import type { Environment } from '../../src/environment.ts';
import { BadConfiguration } from '../../src/errors.ts';

const BOT = '2b1f6c3e-5a8d-4c0e-9f47-6d2e8b3a7c10';
const PUBLISHER: Environment = {
  MicrosoftAppId: BOT,
  PACKAGE_PUBLISHER: 'Contoso IT',
  PACKAGE_WEBSITE_URL: 'https://contoso.com/muster',
  PACKAGE_PRIVACY_URL: 'https://contoso.com/privacy',
  PACKAGE_TERMS_URL: 'https://contoso.com/terms',
};

function problemsOf(environment: Environment): readonly string[] {
  try {
    fill(manifest, environment, '1.0.0');
  } catch (error) {
    assert.ok(error instanceof BadConfiguration);
    return error.problems;
  }
  return [];
}

describe('filling the manifest', () => {
  it('gives the app and its bot the one id of the app registration, and the version of the package', () => {
    const filled = fill(manifest, { MicrosoftAppId: ` ${BOT.toUpperCase()} ` }, '4.5.6');
    assert.equal(filled.id, BOT);
    assert.deepEqual(
      filled.bots.map((bot) => bot.botId),
      [BOT],
    );
    assert.equal(filled.version, '4.5.6');
    assert.deepEqual(filled.developer, manifest.developer);
  });

  it('takes the publisher’s name and pages from the environment', () => {
    assert.deepEqual(fill(manifest, PUBLISHER, '1.0.0').developer, {
      name: 'Contoso IT',
      websiteUrl: 'https://contoso.com/muster',
      privacyUrl: 'https://contoso.com/privacy',
      termsOfUseUrl: 'https://contoso.com/terms',
    });
  });

  const wrong: readonly [string, Environment, readonly string[]][] = [
    ['no id', {}, ['MicrosoftAppId']],
    ['an empty id', { MicrosoftAppId: ' ' }, ['MicrosoftAppId']],
    ['a malformed id', { MicrosoftAppId: `${BOT}0` }, ['MicrosoftAppId']],
    ['the placeholder for an id', { MicrosoftAppId: manifest.id }, ['MicrosoftAppId']],
    [
      'a publisher that Teams cuts',
      { MicrosoftAppId: BOT, PACKAGE_PUBLISHER: 'x'.repeat(33) },
      ['PACKAGE_PUBLISHER'],
    ],
    [
      'addresses that are not secure',
      { ...PUBLISHER, PACKAGE_WEBSITE_URL: 'http://contoso.com', PACKAGE_TERMS_URL: 'contoso.com' },
      ['PACKAGE_WEBSITE_URL', 'PACKAGE_TERMS_URL'],
    ],
    ['all of it at once', { PACKAGE_PRIVACY_URL: 'nowhere' }, ['MicrosoftAppId', 'PACKAGE_PRIVACY_URL']],
  ];
  for (const [what, environment, names] of wrong) {
    it(`refuses ${what}, naming the variable and an example`, () => {
      const problems = problemsOf(environment);
      assert.deepEqual(
        problems.map((problem) => problem.split(' ')[0]),
        names,
      );
      for (const problem of problems) assert.match(problem, /Example: \w+=\S+/);
    });
  }
});

describe('npm run package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-package-'));
  after(() => rmSync(folder, { recursive: true }));

  /** In a folder of its own, so that a .env of whoever runs the tests has no say. */
  function run(environment: Environment, file: string) {
    return spawnSync(process.execPath, [resolve('appPackage/package.ts'), file], {
      cwd: folder,
      env: { ...environment },
      encoding: 'utf8',
    });
  }

  it('writes a zip with the manifest, the icons and the languages at its root, and nothing else', async () => {
    const { status, stdout, stderr } = run(PUBLISHER, 'new/muster.zip');
    assert.equal(status, 0, stderr);
    assert.equal(stdout, `${join(folder, 'new/muster.zip')}\n`);
    const files = unzipSync(readFileSync(join(folder, 'new/muster.zip')));
    const expected = [
      'manifest.json',
      'color.png',
      'outline.png',
      'de.json',
      'fr.json',
      'es.json',
      'pt.json',
      'ja.json',
      'ar.json',
    ];
    assert.deepEqual(Object.keys(files).sort(), expected.sort());
    for (const name of expected.filter((other) => other !== 'manifest.json')) {
      assert.deepEqual(Buffer.from(files[name] ?? []), readFileSync(`appPackage/${name}`), name);
    }
    const packed = JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array()));
    assert.deepEqual(await AppManifestUtils.validateAgainstSchema(packed), []);
    assert.equal(packed.bots[0].botId, BOT);
    assert.equal(packed.composeExtensions[0].botId, BOT);
    assert.equal(packed.developer.name, 'Contoso IT');
  });

  it('writes the same bytes for the same environment, and takes it from a file named .env too', () => {
    writeFileSync(join(folder, '.env'), `MicrosoftAppId=${BOT}\n`);
    assert.equal(run({}, 'from-file.zip').status, 0);
    rmSync(join(folder, '.env'));
    assert.equal(run({ MicrosoftAppId: BOT }, 'from-environment.zip').status, 0);
    assert.deepEqual(
      readFileSync(join(folder, 'from-file.zip')),
      readFileSync(join(folder, 'from-environment.zip')),
    );
  });

  it('ends with status 2 and says what to set when an id is missing, and writes nothing', () => {
    const { status, stdout, stderr } = run({}, 'never.zip');
    assert.equal(status, 2);
    assert.equal(stdout, '');
    assert.match(stderr, /^MicrosoftAppId is missing: set .+ Example: MicrosoftAppId=/);
    assert.throws(() => readFileSync(join(folder, 'never.zip')), { code: 'ENOENT' });
  });
});
