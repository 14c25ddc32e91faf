import type { Entity } from './entity.ts';

interface Entry {
  readonly method: Entity;
  readonly at: number;
  readonly hiddenMs: number | undefined;
}

/** What somebody has registered and Graph does not show everywhere yet. */
export class Lag<Owner> {
  /** Until the person's own methods show it. */
  methodsMs = 0;
  /** Until the registration report shows it; as it is, only its next refresh does. */
  reportMs = Number.POSITIVE_INFINITY;
  readonly #entries = new Map<Owner, readonly Entry[]>();

  /** `hiddenMs`: for this one alone. */
  note(owner: Owner, method: Entity, at: Date, hiddenMs?: number): void {
    const entry = { method, at: at.getTime(), hiddenMs };
    this.#entries.set(owner, [...(this.#entries.get(owner) ?? []), entry]);
  }

  /** What somebody's methods do not show by now. */
  hidden(owner: Owner, now: Date): ReadonlySet<Entity> {
    const unseen = (this.#entries.get(owner) ?? []).filter(
      (entry) => entry.at + (entry.hiddenMs ?? this.methodsMs) > now.getTime(),
    );
    return new Set(unseen.map(({ method }) => method));
  }

  /** Whose rows of the report are due by now; each is told once. */
  due(now: Date): ReadonlySet<Owner> {
    const late = now.getTime() - this.reportMs;
    const due = new Set<Owner>();
    for (const [owner, entries] of this.#entries) {
      const rest = entries.filter((entry) => entry.at > late);
      if (rest.length === entries.length) continue;
      due.add(owner);
      if (rest.length > 0) this.#entries.set(owner, rest);
      else this.#entries.delete(owner);
    }
    return due;
  }
}
