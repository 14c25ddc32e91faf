import type { Config, GraphIdentity } from '../config.ts';
import { isLoopback } from '../environment.ts';
import { Unavailable } from '../errors.ts';

/** What every credential of @azure/identity is to us. */
export interface Credential {
  getToken(scope: string): Promise<{ readonly token: string } | null>;
}

type Secrets = Pick<Config['secrets'], 'graphToken' | 'graphClientSecret'>;
type AzureIdentity = Exclude<GraphIdentity, { kind: 'token' }>;

/**
 * A function that gives the token for Graph, fetched or from the credential's own cache. Many who ask at once
 * share one question to Entra.
 */
export function createTokenSource(
  graph: Config['graph'],
  secrets: Secrets,
  open: (identity: AzureIdentity, secret: string | null) => Promise<Credential> = openCredential,
): () => Promise<string> {
  const { baseUrl, identity } = graph;
  if (identity.kind === 'token')
    return async () => secrets.graphToken ?? refuse('GRAPH_ACCESS_TOKEN is empty');
  // Entra has no token for a simulated Graph, and LOCAL_ONLY must not ask it.
  if (baseUrl === null || isLoopback(new URL(baseUrl).hostname)) {
    return async () => refuse('GRAPH_BASE_URL is on this machine and GRAPH_ACCESS_TOKEN is not set');
  }
  const scope = `${new URL(baseUrl).origin}/.default`;
  let opened: Promise<Credential> | null = null;
  let asking: Promise<string> | null = null;

  const fetchToken = async (): Promise<string> => {
    try {
      opened ??= open(identity, secrets.graphClientSecret);
      const answer = await (await opened).getToken(scope);
      return answer?.token ?? refuse('no token came back');
    } catch (error) {
      if (error instanceof Unavailable) throw error;
      return refuse(VARIABLES[identity.kind], error);
    }
  };

  return () => {
    asking ??= fetchToken().finally(() => {
      asking = null;
    });
    return asking;
  };
}

const VARIABLES: Readonly<Record<AzureIdentity['kind'], string>> = {
  'client-secret':
    'check AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, or MicrosoftAppTenantId, MicrosoftAppId and MicrosoftAppPassword where those are empty',
  'managed-identity': 'check that the managed identity MicrosoftAppId is assigned to this machine',
  environment: 'check AZURE_TENANT_ID, AZURE_CLIENT_ID and the certificate or workload identity beside them',
};

function refuse(why: string, cause?: unknown): never {
  throw new Unavailable('There is no token to read Microsoft Graph with.', `${sentence(why)}.`, { cause });
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Imported only when it is needed: a command with a fixed token starts without it. */
export async function openCredential(identity: AzureIdentity, secret: string | null): Promise<Credential> {
  const azure = await import('@azure/identity');
  switch (identity.kind) {
    case 'client-secret':
      return new azure.ClientSecretCredential(identity.tenantId, identity.clientId, secret ?? '');
    case 'managed-identity':
      return new azure.ManagedIdentityCredential({ clientId: identity.clientId });
    case 'environment':
      return new azure.DefaultAzureCredential();
  }
}
