import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { zipSync } from 'fflate';
import project from '../package.json' with { type: 'json' };
import { BadConfiguration } from '../src/errors.ts';
import { fill, type Manifest } from './fill.ts';
import template from './manifest.json' with { type: 'json' };

/**
 * `npm run package [-- FILE]`: the zip that an administrator uploads to Teams, by default out/muster.zip.
 * Exit status 2 with one line a problem when the environment does not say enough.
 */
const target = resolve(process.argv[2] ?? resolve(import.meta.dirname, '../out/muster.zip'));
try {
  process.loadEnvFile();
} catch (error) {
  // Without a file named .env the environment alone decides.
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}

try {
  const manifest = fill(template, process.env, project.version);
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  await refuseWhatTeamsWouldRefuse(text);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, await zip(manifest, text));
  process.stdout.write(`${target}\n`);
  process.stderr.write('Upload it in the Teams admin center: Teams apps > Manage apps > Upload new app.\n');
} catch (error) {
  if (!(error instanceof BadConfiguration)) throw error;
  process.stderr.write(`${error.message}\n\n${error.hint}\n`);
  process.exitCode = 2;
}

async function refuseWhatTeamsWouldRefuse(text: string): Promise<void> {
  const problems = await AppManifestUtils.validateAgainstSchema(JSON.parse(text));
  if (problems.length > 0) throw new BadConfiguration(problems);
}

async function zip(manifest: Manifest, text: string): Promise<Uint8Array> {
  const { color, outline } = manifest.icons;
  const languages = manifest.localizationInfo.additionalLanguages.map((language) => language.file);
  const files: Record<string, Uint8Array> = { 'manifest.json': new TextEncoder().encode(text) };
  for (const name of [color, outline, ...languages]) {
    files[name] = await readFile(resolve(import.meta.dirname, name));
  }
  // A fixed time: the same input gives the same bytes, so that two packages can be compared.
  return zipSync(files, { level: 9, mtime: '2026-01-01T00:00:00' });
}
