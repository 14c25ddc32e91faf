interface Waiting<Item, Answer> {
  readonly item: Item;
  resolve(answer: Answer): void;
  reject(reason: unknown): void;
}

/**
 * Many small questions as few large ones: whatever is asked while one is under way, or in the same turn of the event
 * loop, is asked together. Alone, a question goes out at once; under load each statement carries as many rows as
 * have come up meanwhile. Answers come in the order of the items.
 */
export function together<Item, Answer>(
  ask: (items: readonly Item[]) => Promise<readonly Answer[]>,
): (item: Item) => Promise<Answer> {
  let waiting: Waiting<Item, Answer>[] = [];
  let running = false;

  const run = async () => {
    const asked = waiting;
    waiting = [];
    try {
      const answers = await ask(asked.map(({ item }) => item));
      if (answers.length !== asked.length) throw new Error('A question of several was not answered.');
      answers.forEach((answer, index) => {
        asked[index]?.resolve(answer);
      });
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
    if (waiting.length > 0) runSoon();
    else running = false;
  };
  // Not in a microtask: the embedded database answers within this turn, before the next message has been looked at.
  const runSoon = () => {
    running = true;
    setImmediate(() => void run());
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!running) runSoon();
    });
}
