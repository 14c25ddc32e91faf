/** Lets so many in at a time; the others wait in order. */
export interface Gate {
  enter(): Promise<void>;
  leave(): void;
}

/** `most` is asked each time: it may change. */
export function createGate(most: () => number): Gate {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return {
    async enter() {
      if (inside >= most()) await new Promise<void>((resolve) => waiting.push(resolve));
      // Whoever leaves has counted those in whom they let in.
      else inside += 1;
    },
    leave() {
      inside -= 1;
      while (waiting.length > 0 && inside < most()) {
        inside += 1;
        waiting.shift()?.();
      }
    },
  };
}

export interface Pool {
  /** Starts the work as soon as fewer than the most are running; resolves when it has started. */
  start(work: () => Promise<void>): Promise<void>;
  /** Everything that was started has ended. Rejects with the first failure. */
  ended(): Promise<void>;
  readonly failed: boolean;
}

export function createPool(most: number): Pool {
  const gate = createGate(() => most);
  let running = 0;
  let failure: { readonly reason: unknown } | null = null;
  let idle = Promise.withResolvers<void>();

  const end = () => {
    gate.leave();
    running -= 1;
    if (running === 0) idle.resolve();
  };
  return {
    async start(work) {
      await gate.enter();
      if (running === 0) idle = Promise.withResolvers();
      running += 1;
      work()
        .catch((reason: unknown) => {
          failure ??= { reason };
        })
        .finally(end);
    },
    async ended() {
      while (running > 0) await idle.promise;
      if (failure !== null) throw failure.reason;
    },
    get failed() {
      return failure !== null;
    },
  };
}
