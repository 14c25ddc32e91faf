/**
 * The path with its values in place. A value can never leave its segment: everything that has a meaning in an
 * address is escaped, and the two segments that no escaping can make harmless are refused.
 */
export function fillPath(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name] ?? '';
    if (!isSegment(value)) throw new RangeError(`${name} cannot stand in the path ${path}`);
    return escapeValue(value);
  });
}

/** Whether this text can be one segment of a path at all. */
export function isSegment(value: string): boolean {
  return value !== '' && value !== '.' && value !== '..' && value.isWellFormed();
}

/** `encodeURIComponent` leaves `'` and brackets, which OData reads as the ends of a key. */
export function escapeValue(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
