/**
 * A month of legacy sign-ins of a large tenant, served from a process of its own so that its memory and its work are
 * not counted with the reader's. Pages are written when they are asked for: together they would be gigabytes.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const PAGE = 1000;
const PEOPLE = 20_000;
const DAYS = 30;
const [interactive, silent] = process.argv.slice(2).map(Number);
const COUNTS: Readonly<Record<string, number>> = {
  '/v1.0/auditLogs/signIns': interactive ?? 0,
  '/beta/auditLogs/signIns': silent ?? 0,
};

const PROTOCOLS = [
  ['Exchange ActiveSync', 'iOS', 0],
  ['IMAP4', '', 0],
  ['Authenticated SMTP', '', 0],
  ['Other clients', 'Windows 7', 53003],
  ['POP3', '', 50126],
] as const;

const POLICIES = ['Administrators: MFA', 'Everybody: MFA for all apps', 'Block legacy authentication'].map(
  (displayName, index) => ({
    id: `0000000${index}-aaaa-4000-8000-000000000000`,
    displayName,
    enforcedGrantControls: ['Mfa'],
    enforcedSessionControls: [],
    result: 'notApplied',
  }),
);

/** Everything of a row that does not change from sign-in to sign-in, by person. */
const tails = Array.from({ length: PEOPLE }, (_, person) => tailOf(person));

function tailOf(person: number): string {
  const [clientAppUsed, operatingSystem, errorCode] = PROTOCOLS[person % PROTOCOLS.length] ?? PROTOCOLS[0];
  const id = person.toString(16).padStart(8, '0');
  return JSON.stringify({
    userDisplayName: `Person Number ${person}`,
    userPrincipalName: `person.number${person}@contoso.example`,
    userId: `${id}-0000-4000-8000-000000000000`,
    appId: '00000002-0000-0ff1-ce00-000000000000',
    appDisplayName: 'Office 365 Exchange Online',
    resourceDisplayName: 'Office 365 Exchange Online',
    resourceId: '00000002-0000-0ff1-ce00-000000000001',
    clientAppUsed,
    userAgent: 'BAV2ROPC',
    correlationId: `${id}-bbbb-4000-8000-000000000000`,
    conditionalAccessStatus: errorCode === 53003 ? 'failure' : 'notApplied',
    riskDetail: 'none',
    riskLevelAggregated: 'none',
    riskLevelDuringSignIn: 'none',
    riskState: 'none',
    riskEventTypes: [],
    riskEventTypes_v2: [],
    homeTenantId: 'cccccccc-0000-4000-8000-000000000000',
    resourceTenantId: 'cccccccc-0000-4000-8000-000000000000',
    servicePrincipalId: '',
    servicePrincipalName: null,
    authenticationAppDeviceDetails: null,
    status: { errorCode, failureReason: 'Other.', additionalDetails: null },
    deviceDetail: {
      deviceId: '',
      displayName: '',
      operatingSystem,
      browser: '',
      isCompliant: false,
      isManaged: false,
      trustType: '',
    },
    location: {
      city: 'Hamburg',
      state: 'Hamburg',
      countryOrRegion: 'DE',
      geoCoordinates: { altitude: null, latitude: 53.55, longitude: 9.99 },
    },
    appliedConditionalAccessPolicies: POLICIES,
  }).slice(1);
}

const started = Date.now();

/** Newest first, evenly over the month, each person from a few addresses. */
function rowOf(path: string, index: number, count: number): string {
  const at = new Date(started - Math.floor((index / count) * (DAYS * 86_400_000 - 3_600_000))).toISOString();
  const id = `${index.toString(16).padStart(8, '0')}-dddd-4000-8000-000000000000`;
  const person = (index * 7919) % PEOPLE;
  return `{"id":"${id}","isInteractive":${path.startsWith('/v1.0')},"createdDateTime":"${at}","ipAddress":"198.51.${index % 3}.${person % 250}",${tails[person]}`;
}

function pageOf(path: string, page: number, count: number, origin: string, query: string): Buffer {
  const first = page * PAGE;
  const rows = Array.from({ length: Math.min(PAGE, count - first) }, (_, row) =>
    rowOf(path, first + row, count),
  );
  const next =
    first + PAGE < count
      ? `"@odata.nextLink":${JSON.stringify(`${origin}${path}?${query}&$skiptoken=${page + 1}`)},`
      : '';
  return Buffer.from(`{"@odata.context":"${origin}/$metadata#auditLogs/signIns",${next}"value":[${rows}]}`);
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const page = Number(url.searchParams.get('$skiptoken') ?? '0');
  url.searchParams.delete('$skiptoken');
  const count = COUNTS[url.pathname];
  response.writeHead(count === undefined ? 404 : 200, { 'content-type': 'application/json' });
  const origin = `http://${request.headers.host}`;
  response.end(
    count === undefined ? '{}' : pageOf(url.pathname, page, count, origin, url.searchParams.toString()),
  );
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  process.send?.({ origin: `http://127.0.0.1:${port}` });
});
// The reader went away, however it did.
process.on('disconnect', () => process.exit());
