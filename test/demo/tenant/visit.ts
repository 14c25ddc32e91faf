import { type Company, createCompany } from '../../../demo/tenant/company.ts';
import { EVERY_PERMISSION } from '../../../demo/tenant/permissions.ts';
import { startTenant, type Tenant, type TenantOptions } from '../../../demo/tenant/tenant.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // Tests look into answers of every shape; what is not there is undefined and fails the assertion.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly body: any;
  readonly code: string | undefined;
  readonly message: string | undefined;
}

export interface Visit {
  readonly tenant: Tenant<Company>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  post(path: string, body: unknown): Promise<Reply>;
  /** Every item of a list, page after page, as @odata.nextLink says. */
  all(path: string, headers?: Readonly<Record<string, string>>): Promise<readonly unknown[]>;
}

/** A tenant for one test, which is stopped afterwards whatever happens. */
export async function withTenant(
  options: Partial<TenantOptions<Company>>,
  test: (visit: Visit) => Promise<void>,
): Promise<void> {
  const tenant = await startTenant<Company>({
    permissions: EVERY_PERMISSION,
    ...options,
    company: options.company ?? createCompany(),
  });
  try {
    await test(visitorOf(tenant));
  } finally {
    await tenant.stop();
  }
}

export function visitorOf(tenant: Tenant<Company>): Visit {
  const send = async (address: string, init: RequestInit): Promise<Reply> => {
    const response = await fetch(address, {
      ...init,
      headers: { authorization: `Bearer ${tenant.token}`, ...init.headers },
    });
    const text = await response.text();
    const body = text.startsWith('{') ? JSON.parse(text) : undefined;
    const { status, headers } = response;
    return { status, headers, text, body, code: body?.error?.code, message: body?.error?.message };
  };
  const get: Visit['get'] = (path, headers = {}) => send(`${tenant.url}/v1.0${path}`, { headers });
  return {
    tenant,
    get: (path, headers = {}) =>
      path.startsWith('/beta/') ? send(`${tenant.url}${path}`, { headers }) : get(path, headers),
    post: (path, body) =>
      send(`${tenant.url}/v1.0${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    async all(path, headers = {}) {
      const items: unknown[] = [];
      let next: string | undefined = `${tenant.url}/v1.0${path}`;
      while (next !== undefined) {
        const { body, status, text }: Reply = await send(next, { headers });
        if (status !== 200) throw new Error(text);
        items.push(...body.value);
        next = body['@odata.nextLink'];
      }
      return items;
    },
  };
}
