/**
 * Many small questions as few large ones: whatever is asked while one is under way is asked together next. Alone, a
 * question goes out at once; under load each statement carries as many rows as have come up meanwhile.
 */
export function together<Item, Answer>(
  ask: (items: readonly Item[]) => Promise<readonly Answer[]>,
): (item: Item) => Promise<Answer> {
  let waiting: { item: Item; resolve: (answer: Answer) => void; reject: (reason: unknown) => void }[] = [];
  let running = false;

  const run = async () => {
    running = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        const answers = await ask(batch.map(({ item }) => item));
        for (const [index, { resolve, reject }] of batch.entries()) {
          if (index < answers.length) resolve(answers[index] as Answer);
          else reject(new Error('A question of several was not answered.'));
        }
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    running = false;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      // A microtask later, so that all who ask in this moment are asked for together.
      if (!running) {
        running = true;
        queueMicrotask(() => void run());
      }
    });
}
