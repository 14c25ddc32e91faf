import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isLoopback } from '../../src/environment.ts';
import type { CompanyState, NamedPerson } from '../tenant/state.ts';
import { ADDABLE, addMethod } from './methods.ts';
import { choosingPage, personPage } from './page.ts';

export interface RegistrationPage {
  readonly url: string;
  stop(): Promise<void>;
}

/** What the box on the page asks for: long enough to press "I've done it" and be told so. */
const HIDDEN_MS = 60_000;
const BODY_AT_MOST = 4_096;

/**
 * Stands in for Microsoft's page, on this machine alone. Nobody signs in: who one is, is chosen, and what is added
 * is added to the simulated tenant.
 */
export async function startRegistrationPage(options: {
  readonly company: CompanyState;
  /** Offered first: the people of the chat windows. */
  readonly suggested: readonly NamedPerson[];
  readonly port: number;
}): Promise<RegistrationPage> {
  const server = createServer((request, response) => {
    answer(request, response, options).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  return {
    url: `http://127.0.0.1:${port}/`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { company, suggested }: { readonly company: CompanyState; readonly suggested: readonly NamedPerson[] },
): Promise<void> {
  const host = request.headers.host ?? '';
  // A web page elsewhere must not come in under a name that only leads here.
  if (!isLoopback(host.replace(/:\d+$/, ''))) return send(response, 403, 'Only for this machine.');
  const url = new URL(request.url ?? '/', `http://${host}`);
  if (request.method === 'POST') {
    const form = new URLSearchParams(await textOf(request));
    const what = ADDABLE.find((one) => one === form.get('method'));
    const account = company.find(form.get('as') ?? '');
    if (what === undefined || account === undefined) return send(response, 400, 'There is no such form.');
    addMethod(company, account.id, what, form.has('late') ? { hiddenMs: HIDDEN_MS } : {});
    const back = new URLSearchParams({
      as: account.id,
      added: what,
      ...(form.has('late') ? { late: '1' } : {}),
    });
    // Not in one breath: restify, in the same process, makes writeHead return nothing.
    response.writeHead(303, { location: `/?${back}` });
    response.end();
    return;
  }
  const account = company.find(url.searchParams.get('as') ?? '');
  const page =
    account === undefined
      ? choosingPage({ company, suggested, words: url.searchParams.get('as') ?? '' })
      : personPage({
          company: company.name,
          account,
          added: ADDABLE.find((one) => one === url.searchParams.get('added')) ?? null,
          late: url.searchParams.has('late'),
        });
  send(response, 200, page, 'text/html; charset=utf-8');
}

function send(response: ServerResponse, status: number, text: string, type = 'text/plain'): void {
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
  });
  response.end(text);
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request) {
    text += chunk;
    if (text.length > BODY_AT_MOST) throw new Error('too long for a form');
  }
  return text;
}
