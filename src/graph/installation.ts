import type { Installer } from '../delivery/ports.ts';
import { MissingPermission } from '../errors.ts';
import type { Graph } from './client.ts';
import { RequestRefused } from './outcomes.ts';

const CATALOGUE = 'https://graph.microsoft.com/v1.0/appCatalogs/teamsApps';

/** An opaque name to Graph, the same in every cloud. */
export function installationOf(catalogId: string): object {
  return { 'teamsApp@odata.bind': `${CATALOGUE}/${catalogId}` };
}

/** Gives people the app, by its id in the tenant's own catalogue. The budget keeps it under Graph's 30 a second. */
export function createInstaller(graph: Graph, catalogId: string): Installer {
  return {
    async install(personId) {
      try {
        const body = installationOf(catalogId);
        const answer = await graph.ask('installApp', { id: personId }, { urgency: 'background', body });
        return answer === undefined ? refused(NOT_THERE) : { kind: 'installed' };
      } catch (error) {
        if (error instanceof MissingPermission) return refused(`${error.message} ${error.hint}`);
        if (!(error instanceof RequestRefused)) throw error;
        // Conflict: it is there already.
        return error.status === 409 ? { kind: 'installed' } : refused(error.message);
      }
    },
  };
}

const NOT_THERE =
  'There is no such account, or the catalogue has no such app: check TEAMS_APP_CATALOG_ID, and that the person may use Teams.';

function refused(detail: string) {
  return { kind: 'refused', detail } as const;
}
