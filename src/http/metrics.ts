import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

export type Metrics = ReturnType<typeof createMetrics>;

const SECONDS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What operators watch. Labels come from short fixed lists, never from what somebody sent. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const http = new Histogram({
    name: 'muster_http_request_seconds',
    help: 'Requests that were answered, by route, method and status, and how long they took',
    labelNames: ['route', 'method', 'status'],
    buckets: SECONDS,
    registers,
  });
  const turns = new Counter({
    name: 'muster_turns_total',
    help: 'Activities by what became of them',
    labelNames: ['outcome'],
    registers,
  });
  const graph = new Histogram({
    name: 'muster_graph_request_seconds',
    help: 'Requests to Microsoft Graph, by request and status, and how long they took',
    labelNames: ['request', 'status'],
    buckets: SECONDS,
    registers,
  });
  const jobs = new Counter({
    name: 'muster_jobs_total',
    help: 'Background jobs by name and outcome',
    labelNames: ['job', 'outcome'],
    registers,
  });
  return {
    httpAnswered: (route: string, method: string, status: number, seconds: number) =>
      http.observe({ route, method, status }, seconds),
    turnEnded: (outcome: string) => turns.inc({ outcome }),
    graphAnswered: (request: string, status: number | string, seconds: number) =>
      graph.observe({ request, status }, seconds),
    jobEnded: (job: string, outcome: string) => jobs.inc({ job, outcome }),
    render: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}
