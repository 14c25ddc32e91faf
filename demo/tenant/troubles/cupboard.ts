import * as methods from '../company/methods.ts';
import { CURRENT_AUTHENTICATOR } from '../company/registered.ts';
import { before } from '../company/stable.ts';
import type { Entity } from '../entity.ts';

interface Age {
  /** Milliseconds before now; null: Microsoft does not say. */
  readonly added: number | null;
  readonly used?: number;
}

/** Builders of what one person has registered, with ages instead of dates. */
export interface Cupboard {
  /** `lite`: inside Outlook, whose version is not that of the Authenticator. */
  app(model: string, age: Age & { readonly version?: string; readonly lite?: boolean }): Entity;
  phone(number: string, age: Age, type?: 'mobile' | 'alternateMobile' | 'office'): Entity;
  key(model: string, age: Age): Entity;
  hello(computer: string, age: Age): Entity;
  codes(age: Age, number?: number): Entity;
  email(address: string, age: Age): Entity;
  provider(name: string, age: Age): Entity;
  pass(
    pass: Age & {
      readonly starts: number;
      readonly minutes: number;
      readonly once: boolean;
      readonly usability: Parameters<typeof methods.temporaryPass>[0]['usability'];
    },
  ): Entity;
}

export function cupboardOf(owner: string, now: Date): Cupboard {
  const dates = ({ added, used }: Age) => ({
    addedAt: added === null ? null : before(now, added),
    lastUsedAt: used === undefined ? null : before(now, used),
  });
  return {
    app: (model, age) =>
      methods.authenticator({
        of: owner,
        model,
        version: age.version ?? CURRENT_AUTHENTICATOR,
        lite: age.lite ?? false,
        ...dates(age),
      }),
    phone: (number, age, type) =>
      methods.phone({ number, ...(type === undefined ? {} : { type }), ...dates(age) }),
    key: (model, age) => methods.passkey({ of: owner, name: model, model, ...dates(age) }),
    hello: (name, age) => methods.windowsHello({ of: owner, name, ...dates(age) }),
    codes: (age, number = 1) => methods.softwareCode({ of: `${owner} ${number}`, ...dates(age) }),
    email: (address, age) => methods.email({ address, ...dates(age) }),
    provider: (name, age) => methods.external({ of: owner, name, ...dates(age) }),
    pass: ({ starts, minutes, once, usability, ...age }) =>
      methods.temporaryPass({
        of: owner,
        startsAt: before(now, starts),
        minutes,
        once,
        usability,
        ...dates(age),
      }),
  };
}
