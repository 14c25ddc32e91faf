import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Running, startProcess } from './processes.ts';

/** One person as the Playground wants to know them. */
export interface Visitor {
  readonly id: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
}

export interface Window {
  readonly name: string;
  readonly person: Visitor;
  readonly url: string;
}

/** Exactly so many other people the Playground insists on. */
const COMPANIONS = 5;
const READY_WITHIN_MS = 30_000;

/**
 * One Microsoft 365 Agents Playground: the vendor's own Teams-like page, for one current user. Its group chat
 * and team carry the window's name, since one bot talks with several windows.
 */
export async function openWindow(options: {
  name: string;
  person: Visitor;
  others: readonly Visitor[];
  tenantId: string;
  botUrl: string;
  port: number;
  folder: string;
}): Promise<{ window: Window; process: Running }> {
  const { name, person, others, port } = options;
  const configuration = join(options.folder, `${name}.yml`);
  await writeFile(configuration, JSON.stringify(configurationFor(options, others.slice(0, COMPANIONS))));
  const process = startProcess({
    name: `playground for the ${name}`,
    file: playgroundFile(),
    words: [
      'start',
      ...['-e', `${options.botUrl}/api/messages`],
      ...['-c', 'msteams'],
      ...['-p', String(port)],
      '--disable-telemetry',
    ],
    environment: {
      M365_AGENTS_PLAYGROUND_CONFIG_PATH: configuration,
      M365_AGENTS_PLAYGROUND_LOGFILE: join(options.folder, `${name}.log`),
      // Keeps it from opening a browser of its own.
      TEAMSAPPTESTER_BROWSER: 'none',
    },
  });
  // A taken port makes the Playground pick another one silently: believe what it prints.
  const [, listening] = await process
    .says(/Listening on (\d+)/, READY_WITHIN_MS)
    .catch(async (error: unknown) => {
      await process.stop();
      throw error;
    });
  return { window: { name, person, url: `http://localhost:${listening}/` }, process };
}

/** YAML takes JSON as it is, and JSON needs no escaping of its own for names with quotes or colons. */
function configurationFor(
  { name, person, tenantId }: { name: string; person: Visitor; tenantId: string },
  others: readonly Visitor[],
): object {
  return {
    version: '0.1.1',
    tenantId,
    bot: { id: '28:muster', name: 'Muster' },
    currentUser: playgroundUser(person),
    users: others.map(playgroundUser),
    personalChat: { id: `personal-${person.id}` },
    groupChat: { id: `group-${name}`, name: 'Friday lunch' },
    team: {
      id: `team-${name}`,
      name: 'IT',
      aadGroupId: '0d0d0d0d-0000-4000-8000-000000000001',
      channels: [{ id: `channel-${name}`, name: 'Helpdesk' }],
    },
  };
}

function playgroundUser(person: Visitor): object {
  const [givenName = person.displayName, ...rest] = person.displayName.split(' ');
  return {
    id: `29:${person.id}`,
    name: person.displayName,
    // The Playground's own spelling.
    userPrincipleName: person.userPrincipalName,
    aadObjectId: person.id,
    givenName,
    surname: rest.join(' ') || givenName,
    email: person.userPrincipalName,
  };
}

function playgroundFile(): string {
  const manifest = createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/package.json');
  return join(dirname(manifest), 'cli.js');
}
