import type { Entity } from '../entity.ts';
import { authenticator, passkey, phone, windowsHello } from './methods.ts';
import { before, DAY, pick } from './stable.ts';

interface Owner {
  readonly owner: string;
  readonly mobile: string;
  readonly createdDaysAgo: number;
  readonly now: Date;
  readonly random: () => number;
}

export const CURRENT_AUTHENTICATOR = '6.8.41';
const PHONES = ['iPhone 15', 'iPhone 14', 'iPhone SE', 'SM-S921B', 'SM-A546B', 'Pixel 8', 'Pixel 7a'];
const KEYS = ['YubiKey 5 NFC', 'YubiKey 5C', 'Feitian ePass'];

/** Plausible methods for somebody who is that far. */
export function randomMethods(
  kind: 'none' | 'phone' | 'app' | 'app-and-phone' | 'passkey' | 'hello',
  whose: Owner,
): readonly Entity[] {
  switch (kind) {
    case 'none':
      return [];
    case 'phone':
      return [textMessages(whose)];
    case 'app':
      return [app(whose)];
    case 'app-and-phone':
      return [app(whose), textMessages(whose)];
    case 'passkey':
      return [key(whose), app(whose)];
    case 'hello':
      return [computer(whose), app(whose)];
  }
}

function added({ createdDaysAgo, now, random }: Owner): Date {
  return before(now, Math.max(1, Math.floor(random() * Math.min(createdDaysAgo, 700))) * DAY);
}

const used = ({ now, random }: Owner) => before(now, random() * 3 * DAY);

const textMessages = (whose: Owner) =>
  phone({ number: whose.mobile, addedAt: added(whose), lastUsedAt: used(whose) });

const app = (whose: Owner) =>
  authenticator({
    of: whose.owner,
    model: pick(PHONES, whose.random),
    version: CURRENT_AUTHENTICATOR,
    // Microsoft leaves the date out for registrations without phone sign-in.
    addedAt: whose.random() < 0.5 ? null : added(whose),
    lastUsedAt: used(whose),
  });

function key(whose: Owner): Entity {
  const model = pick(KEYS, whose.random);
  return passkey({ of: whose.owner, name: model, model, addedAt: added(whose), lastUsedAt: used(whose) });
}

const computer = (whose: Owner) =>
  windowsHello({
    of: whose.owner,
    name: `HB-${whose.owner
      .replaceAll(/[^a-z]/g, '')
      .slice(0, 8)
      .toUpperCase()}`,
    addedAt: added(whose),
    lastUsedAt: used(whose),
  });
