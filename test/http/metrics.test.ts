import assert from 'node:assert/strict';
import { createMetrics } from '../../src/http/metrics.ts';

describe('metrics', () => {
  it('counts turns, Graph requests and jobs by their outcome', async () => {
    const metrics = createMetrics();
    metrics.turnEnded('done');
    metrics.turnEnded('done');
    metrics.graphAnswered('methodsOf', 429, 0.2);
    metrics.graphAnswered('methodsOf', 'timeout', 30);
    metrics.jobEnded('send', 'failed');
    const { text } = await metrics.render();
    assert.match(text, /muster_turns_total\{outcome="done"\} 2/);
    assert.match(text, /muster_graph_request_seconds_count\{request="methodsOf",status="429"\} 1/);
    assert.match(text, /muster_graph_request_seconds_count\{request="methodsOf",status="timeout"\} 1/);
    assert.match(text, /muster_jobs_total\{job="send",outcome="failed"\} 1/);
  });

  it('shares nothing with other metrics of the same process', async () => {
    const [one, other] = [createMetrics(), createMetrics()];
    one.turnEnded('failed');
    assert.doesNotMatch((await other.render()).text, /outcome="failed"/);
  });
});
