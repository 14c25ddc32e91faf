import { type Environment, isObjectId } from '../src/environment.ts';
import { BadConfiguration } from '../src/errors.ts';
import type manifest from './manifest.json';

export type Manifest = typeof manifest;

/** Stands in manifest.json where the organisation's own id goes. */
const PLACEHOLDER_ID = '00000000-0000-0000-0000-000000000000';

/** Read by this package's script alone, never by the program. Each is optional. */
const ADDRESSES = {
  PACKAGE_WEBSITE_URL: 'websiteUrl',
  PACKAGE_PRIVACY_URL: 'privacyUrl',
  PACKAGE_TERMS_URL: 'termsOfUseUrl',
} as const satisfies Record<string, keyof Manifest['developer']>;

/** The manifest of one organisation, or one error that lists everything its environment gets wrong. */
export function fill(template: Manifest, environment: Environment, version: string): Manifest {
  const problems: string[] = [];
  const botId = readBotId(environment, problems);
  const developer = readDeveloper(template.developer, environment, problems);
  if (problems.length > 0) throw new BadConfiguration(problems);
  return {
    ...template,
    version,
    // Microsoft's own advice: an app with a bot bears the bot's id. One id to keep, and the same package every time.
    id: botId,
    developer,
    bots: template.bots.map((bot) => ({ ...bot, botId })),
    composeExtensions: template.composeExtensions.map((extension) => ({ ...extension, botId })),
  };
}

function readBotId(environment: Environment, problems: string[]): string {
  const id = environment.MicrosoftAppId?.trim().toLowerCase() ?? '';
  const example = 'Example: MicrosoftAppId=2b1f6c3e-5a8d-4c0e-9f47-6d2e8b3a7c10';
  if (id === '') {
    problems.push(
      `MicrosoftAppId is missing: set the application (client) id of the bot's app registration. ${example}`,
    );
  } else if (!isObjectId(id) || id === PLACEHOLDER_ID) {
    problems.push(`MicrosoftAppId is not the id of an app registration. ${example}`);
  }
  return id;
}

/**
 * What the environment does not say keeps manifest.json's words, which are true anywhere: the registration page,
 * and the page where Entra shows people their own organisation's privacy notice and terms.
 */
function readDeveloper(
  standard: Manifest['developer'],
  environment: Environment,
  problems: string[],
): Manifest['developer'] {
  const developer = { ...standard, name: environment.PACKAGE_PUBLISHER?.trim() || standard.name };
  if (developer.name.length > 32) {
    problems.push(
      'PACKAGE_PUBLISHER is longer than 32 characters, the most that Teams takes. Example: PACKAGE_PUBLISHER=Contoso IT',
    );
  }
  for (const [name, key] of Object.entries(ADDRESSES)) {
    const address = environment[name]?.trim();
    if (!address) continue;
    if (URL.canParse(address) && new URL(address).protocol === 'https:') developer[key] = address;
    else {
      problems.push(
        `${name} is not an address that begins with https://. Example: ${name}=https://contoso.com/muster`,
      );
    }
  }
  return developer;
}
