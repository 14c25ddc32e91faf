/** A button of a card with what pressing it sends, as Teams would gather it. */
export interface Button {
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** What is asked for beside it. */
  readonly inputs: readonly Input[];
}

export interface Input {
  readonly id: string;
  readonly kind: 'text' | 'choice';
  readonly choices: readonly string[];
}

type Element = Readonly<Record<string, unknown>>;

/** Every Action.Execute of a card; those that unfold see the inputs that they unfold with. */
export function buttonsOf(card: unknown): readonly Button[] {
  return buttonsIn(card, []);
}

function buttonsIn(card: unknown, around: readonly Input[]): readonly Button[] {
  const elements = [...elementsOf(card)];
  const inputs = [...around, ...elements.flatMap(inputIn)];
  return elements.flatMap((element) => {
    if (element.type === 'Action.ShowCard') return buttonsIn(element.card, inputs);
    if (element.type !== 'Action.Execute' || typeof element.verb !== 'string') return [];
    return [{ verb: element.verb, data: { ...(element.data as Element | undefined) }, inputs }];
  });
}

/** What lies in the card itself: not in what unfolds from it, nor in what stands in for what is not understood. */
function* elementsOf(value: unknown): Generator<Element> {
  if (Array.isArray(value)) {
    for (const item of value) yield* elementsOf(item);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const element = value as Element;
  if (typeof element.type === 'string') yield element;
  if (element.type === 'Action.ShowCard') return;
  for (const [name, part] of Object.entries(element)) {
    if (name !== 'fallback' && name !== 'data') yield* elementsOf(part);
  }
}

function inputIn(element: Element): readonly Input[] {
  const { type, id } = element;
  if (typeof type !== 'string' || typeof id !== 'string' || !type.startsWith('Input.')) return [];
  const choices = Array.isArray(element.choices) ? (element.choices as readonly Element[]) : [];
  return [
    {
      id,
      kind: type === 'Input.ChoiceSet' ? 'choice' : 'text',
      choices: choices.map(({ value }) => String(value)),
    },
  ];
}
