import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { Ajv } from 'ajv';
import manifest from '../../appPackage/manifest.json' with { type: 'json' };
import project from '../../package.json' with { type: 'json' };

const SCHEMAS = 'node_modules/@microsoft/app-manifest/build/json-schemas/teams';
const languages = manifest.localizationInfo.additionalLanguages;

function readJson(path: string) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Not by the official validator: it compiles this schema's patterns in a mode that one of them is not valid in. */
function mistakesOfLocalisation(texts: unknown) {
  const { $schema: draft, ...schema } = readJson(
    `${SCHEMAS}/v${manifest.manifestVersion}/MicrosoftTeams.Localization.schema.json`,
  );
  assert.match(draft, /draft-04/);
  const validate = new Ajv({ unicodeRegExp: false, strict: false, validateFormats: false }).compile(schema);
  return validate(texts) ? [] : validate.errors;
}

describe('the app’s manifest', () => {
  it('keeps Microsoft’s schema', async () => {
    assert.deepEqual(await AppManifestUtils.validateAgainstSchema(readJson('appPackage/manifest.json')), []);
  });

  it('uses the newest schema that the validator ships', () => {
    const versions = readdirSync(SCHEMAS).filter((name) => /^v\d+\.\d+$/.test(name));
    const newest = versions.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
    assert.equal(`v${manifest.manifestVersion}`, newest);
    assert.ok(manifest.$schema.includes(`/${newest}/`));
  });

  it('bears the version of the package', () => {
    assert.equal(manifest.version, project.version);
  });

  it('asks for no permission on teams or chats, and stays out of channels where other organisations read along', () => {
    assert.ok(!('authorization' in manifest));
    assert.ok(!('supportsChannelFeatures' in manifest));
    assert.ok(!('supportedChannelTypes' in manifest));
  });

  for (const { languageTag, file } of languages) {
    it(`is described in ${languageTag} by a file that keeps Microsoft’s schema for localisation`, () => {
      assert.equal(file, `${languageTag}.json`);
      const texts = readJson(`appPackage/${file}`);
      assert.deepEqual(mistakesOfLocalisation(texts), []);
      assert.notEqual(texts['description.short'], manifest.description.short);
    });
  }

  it('is checked by a schema for localisation that finds a text too long and a word unknown', () => {
    const texts = readJson('appPackage/de.json');
    assert.equal(mistakesOfLocalisation({ ...texts, 'description.short': 'x'.repeat(81) })?.length, 1);
    assert.equal(mistakesOfLocalisation({ ...texts, 'description.tiny': 'x' })?.length, 1);
  });

  it('speaks every language that the cards speak', () => {
    const cards = readdirSync('cards/texts').map((name) => name.replace('.json', ''));
    const spoken = [manifest.localizationInfo.defaultLanguageTag, ...languages.map((one) => one.languageTag)];
    assert.deepEqual(spoken.sort(), cards.sort());
  });

  it('names icons whose drawings are kept beside them', () => {
    for (const icon of Object.values(manifest.icons)) {
      assert.ok(existsSync(`appPackage/${icon.replace('.png', '.svg')}`), icon);
    }
  });
});
