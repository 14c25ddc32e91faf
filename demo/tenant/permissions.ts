import { permissionTable } from '../../src/graph/requests.ts';
import { OPERATIONS } from './operations.ts';

/** What the app registration was granted unless a test says otherwise: what Muster lists, and nothing that it forgot. */
export const DEFAULT_PERMISSIONS: readonly string[] = permissionTable().map(({ permission }) => permission);

/** Every permission that any operation of the tenant accepts. */
export const EVERY_PERMISSION: readonly string[] = [
  ...new Set(OPERATIONS.flatMap(({ least, higher }) => [...least, ...higher])),
];
