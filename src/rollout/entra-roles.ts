/** Microsoft's templates of roles, which are the same in every tenant. */

/** Only the accounts of Entra Connect hold it. They sign in by themselves, and Microsoft's own policies leave them out. */
export const DIRECTORY_SYNCHRONISATION = 'd29b2b05-8046-44ba-8758-1e26182fcf32';

/** Whoever holds one of these can do nothing that others cannot, or is no person. */
export const NO_ADMINISTRATORS: ReadonlySet<string> = new Set([
  DIRECTORY_SYNCHRONISATION,
  // Directory Readers, Guest Inviter.
  '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
  '95e79109-95c0-4d8e-aee3-d01accf2d47b',
]);
