import assert from 'node:assert/strict';
import { type Told, tellRollout } from './rollout.ts';
import { ADMINS_CHANNEL, HELPDESK_CHANNEL, type Story, type StoryLine, startStory } from './story.ts';

/** How often the log is read, and how long a busy machine may take for a round. */
const POLLING_MS = 60_000;
const ROUND_MS = 20_000;

/** The answer to whoever presses “I’ve done it”. */
const DONE = /^(You’re all set|Tudo pronto)/;

describe('a rollout of twenty-one days', function () {
  this.timeout(240_000);
  let story: Story;
  let told: Told;
  before(async () => {
    story = await startStory();
    told = await tellRollout(story);
  });
  after(() => story.stop());

  const read = (who: string, what: RegExp) => {
    const found = story.lines.find(
      (line) => line.who === who && line.did === 'reads' && what.test(line.what),
    );
    assert.ok(found, `${who} never read ${what}`);
    return found;
  };
  const sentIn = async (wave: string) => {
    const rows = await story.database.query<{ personId: string }>(
      `select person_id as "personId" from deliveries where wave = $1 and state = 'sent'`,
      [wave],
    );
    return new Set(rows.map(({ personId }) => personId));
  };
  const onDay = (day: number, line: StoryLine) => assert.equal(line.day, day, line.what);

  it('goes from the plan to the report in its order, each on its day', () => {
    const admin = story.nameOf(story.people.admin);
    const order: readonly (readonly [number, StoryLine])[] = [
      [-3, read(admin, /^Prepare: day 1/)],
      [1, read('Alex Winter', /^Please set up your second step/)],
      [2, read(HELPDESK_CHANNEL, /My phone is at the repair/)],
      [10, read('Merle Sievers', /fehlt noch/)],
      [12, read(ADMINS_CHANNEL, /people to call/)],
      [15, read(HELPDESK_CHANNEL, /^Nobody fails/)],
      [18, read(HELPDESK_CHANNEL, /^8 people fail: something is wrong/)],
      [18, read(admin, /^The emergency account works/)],
      [18, read(ADMINS_CHANNEL, /Goal reached/)],
      [21, read(admin, /^The rollout is done/)],
      [21, read(admin, /to print and sign/)],
    ];
    for (const [day, line] of order) onDay(day, line);
    const places = order.map(([, line]) => story.lines.indexOf(line));
    assert.deepEqual(
      places,
      places.toSorted((one, other) => one - other),
    );
  });

  it('reminds because fewer than ninety percent have registered by the tenth day', async () => {
    const announced = await sentIn('announcement');
    const before = story.lines.filter(({ what, day }) => what === 'registers a passkey' && day < 10).length;
    assert.ok(before / announced.size < 0.9, `${before} of ${announced.size}`);
    const reminded = await sentIn('reminder');
    assert.ok(reminded.size > 0 && reminded.size <= announced.size - before);
  });

  it('notices a burst of failures within one polling interval, with one new card', () => {
    const bursts = story.lines.filter(({ what }) => /something is wrong/.test(what));
    assert.equal(bursts.length, 1);
    const after = (bursts[0]?.at.getTime() ?? 0) - told.burstAt.getTime();
    assert.ok(after > 0 && after <= POLLING_MS + ROUND_MS, `${after} ms`);
  });

  it('writes the same to nobody twice, and to nobody after they have registered', async () => {
    const waves = await Promise.all(['announcement', 'reminder', 'last-call'].map(sentIn));
    for (const [personId, at] of told.registeredAt) {
      const theirs = story.lines.filter(({ who, did }) => who === story.nameOf(personId) && did === 'reads');
      const texts = theirs.map(({ what }) => what);
      assert.deepEqual(texts, [...new Set(texts)], story.nameOf(personId));
      const cards = story.run.cards(personId).length;
      assert.equal(cards, waves.filter((sent) => sent.has(personId)).length, story.nameOf(personId));
      const later = theirs.filter((line) => line.at > at && !DONE.test(line.what));
      assert.deepEqual(later, [], story.nameOf(personId));
    }
  });

  it('turns every card green, and leaves no error behind', () => {
    const green = new Set(story.lines.filter(({ did }) => did === 'sees changed').map(({ who }) => who));
    for (const personId of told.registeredAt.keys())
      assert.ok(green.has(story.nameOf(personId)), story.nameOf(personId));
    assert.deepEqual(
      story.run.log.filter((line) => /"level":"(error|fatal)"/.test(line)),
      [],
    );
  });
});
