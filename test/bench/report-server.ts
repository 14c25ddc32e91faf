/**
 * The registration report of a large tenant, served from a process of its own so that its memory and its work are
 * not counted with the reader's. Pages are made once, before the first request.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const PATH = '/v1.0/reports/authenticationMethods/userRegistrationDetails';
const PAGE = 999;
const people = Number(process.argv[2]);

const METHODS = [
  ['microsoftAuthenticatorPush', 'softwareOneTimePasscode', 'mobilePhone'],
  ['mobilePhone'],
  [],
  ['windowsHelloForBusiness', 'microsoftAuthenticatorPush'],
  ['passKeyDeviceBoundAuthenticator', 'mobilePhone', 'email'],
];

function rowOf(index: number): object {
  const methods = METHODS[index % METHODS.length] ?? [];
  const registered = methods.length > 0;
  return {
    id: `${index.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`,
    userPrincipalName: `person.number${index}@contoso.example`,
    userDisplayName: `Person Number ${index}`,
    userType: index % 20 === 0 ? 'guest' : 'member',
    isAdmin: index % 500 === 0,
    isSsprRegistered: registered,
    isSsprEnabled: true,
    isSsprCapable: registered,
    isMfaRegistered: registered,
    isMfaCapable: registered,
    isPasswordlessCapable: index % 5 > 2,
    methodsRegistered: methods,
    isSystemPreferredAuthenticationMethodEnabled: true,
    systemPreferredAuthenticationMethods: registered ? ['PhoneAppNotification'] : [],
    userPreferredMethodForSecondaryAuthentication: registered ? 'push' : 'none',
    lastUpdatedDateTime: new Date(1_795_000_000_000 + index * 1000).toISOString(),
  };
}

function pageOf(page: number, origin: string): Buffer {
  const first = page * PAGE;
  const rows = Array.from({ length: Math.min(PAGE, people - first) }, (_, index) => rowOf(first + index));
  const more = first + PAGE < people;
  return Buffer.from(
    JSON.stringify({
      '@odata.context': `${origin}/v1.0/$metadata#reports/authenticationMethods/userRegistrationDetails`,
      ...(more && { '@odata.nextLink': `${origin}${PATH}?$top=${PAGE}&$skiptoken=${page + 1}` }),
      value: rows,
    }),
  );
}

let pages: Buffer[] = [];
const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const page = pages[Number(url.searchParams.get('$skiptoken') ?? '0')];
  response.writeHead(page && url.pathname === PATH ? 200 : 404, { 'content-type': 'application/json' });
  response.end(page ?? '{}');
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  const origin = `http://127.0.0.1:${port}`;
  pages = Array.from({ length: Math.ceil(people / PAGE) }, (_, page) => pageOf(page, origin));
  process.send?.({ origin });
});
// The reader went away, however it did.
process.on('disconnect', () => process.exit());
