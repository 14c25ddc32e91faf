import type { Graph } from './client.ts';

/** The same Graph for whoever would rather wait so long for a turn than go on without the answer. */
export function withPatience(graph: Graph, milliseconds: number): Graph {
  const patience = milliseconds;
  return {
    ask: (name, params, options) => graph.ask(name, params, { patience, ...options }),
    pages: (name, params, options, readRow) => graph.pages(name, params, { patience, ...options }, readRow),
    expectedWait: graph.expectedWait,
  };
}
