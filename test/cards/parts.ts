export type Part = Readonly<Record<string, unknown>>;

/** Every object in a card, the card itself first, fallbacks and actions included. */
export function* partsOf(value: unknown): Generator<Part> {
  if (Array.isArray(value)) {
    for (const item of value) yield* partsOf(item);
  } else if (typeof value === 'object' && value !== null) {
    yield value as Part;
    for (const item of Object.values(value)) yield* partsOf(item);
  }
}

export function partsOfType(card: unknown, ...types: readonly string[]): readonly Part[] {
  return [...partsOf(card)].filter((part) => types.includes(String(part.type)));
}
