import { tellRollout } from './rollout.ts';
import { printed, startStory } from './story.ts';

/** `npm run story`: prints every message that anybody got in a rollout of three weeks. */
const begun = Date.now();
const story = await startStory();
try {
  await tellRollout(story);
} finally {
  process.stdout.write(`${story.lines.map(printed).join('\n')}\n`);
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  process.stderr.write(`${story.lines.length} lines, 21 days in ${seconds} s\n`);
  await story.stop();
}
