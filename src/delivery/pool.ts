export interface Pool {
  /** Starts the work as soon as fewer than the most are running; resolves when it has started. */
  start(work: () => Promise<void>): Promise<void>;
  /** Everything that was started has ended. Rejects with the first failure. */
  ended(): Promise<void>;
  readonly failed: boolean;
}

export function createPool(most: number): Pool {
  const waiting: (() => void)[] = [];
  let running = 0;
  let failure: { readonly reason: unknown } | null = null;
  let idle = Promise.withResolvers<void>();
  idle.resolve();

  const leave = () => {
    running -= 1;
    waiting.shift()?.();
    if (running === 0) idle.resolve();
  };
  return {
    async start(work) {
      while (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
      if (running === 0) idle = Promise.withResolvers();
      running += 1;
      work()
        .catch((reason: unknown) => {
          failure ??= { reason };
        })
        .finally(leave);
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
