import assert from 'node:assert/strict';
import fc from 'fast-check';
import { prepareLetter, slot } from '../../src/delivery/letter.ts';

describe('a letter', () => {
  const activity = {
    text: `Dear ${slot('name')}`,
    card: { note: [slot('name'), `${slot('day')} or never`] },
  };

  it('is the drawn card with the person’s values in it, whatever they are', () => {
    const letter = prepareLetter({ activity });
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (name, day) => {
        assert.deepEqual(JSON.parse(letter.fill({ name, day })), {
          text: `Dear ${name}`,
          card: { note: [name, `${day} or never`] },
        });
      }),
    );
  });

  it('never goes out with a gap', () => {
    assert.throws(() => prepareLetter({ activity }).fill({ name: 'Ada' }), /slot day/);
  });

  it('needs no values where it has no slots', () => {
    assert.equal(prepareLetter({ activity: { text: 'Hello' } }).fill({}), '{"text":"Hello"}');
  });
});
