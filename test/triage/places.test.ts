import assert from 'node:assert/strict';
import { readAttempts } from '../../src/triage/attempts.ts';
import type { Evidence, SignIn } from '../../src/triage/evidence.ts';
import { learnPlaces } from '../../src/triage/places.ts';
import {
  ANNA,
  BUCHAREST,
  DAY,
  evidence,
  HELSINKI,
  HOME,
  LAGOS,
  LAPTOP,
  NO_DEVICE,
  OFFICE,
  STRANGE_DEVICE,
  signIn,
} from '../support/triage.ts';

const learnt = (rows: readonly SignIn[], told: Evidence = evidence()) =>
  learnPlaces(readAttempts(rows), told);
const nobody = evidence({ person: { ...ANNA, usageLocation: null }, organisation: null });

describe('the places of a person', () => {
  it('are usual where it worked before, and new on another network', () => {
    const places = learnt([signIn(2 * DAY, 0)]);
    assert.equal(places.familiarity(signIn(1, 500121)), 'usual');
    assert.equal(places.familiarity(signIn(1, 500121, { place: HOME })), 'new-network');
    assert.equal(places.familiarity(signIn(1, 500121, { place: BUCHAREST })), 'new-country');
  });

  it('are not learnt from a success abroad on a device that nobody knows', () => {
    const places = learnt([signIn(3 * DAY, 0), signIn(2 * DAY, 0, { place: LAGOS, device: STRANGE_DEVICE })]);
    assert.equal(places.familiarity(signIn(1, 500121, { place: LAGOS })), 'new-country');
  });

  it('are learnt on a journey a day after the company’s laptop worked there', () => {
    const places = learnt([signIn(5 * DAY, 0), signIn(2 * DAY, 0, { place: HELSINKI })]);
    assert.equal(places.familiarity(signIn(36, 500121, { place: HELSINKI })), 'new-country');
    assert.equal(places.familiarity(signIn(1, 500121, { place: HELSINKI })), 'usual');
    assert.ok(!places.isHome('FI'));
  });

  it('are those of most days where nobody says where somebody lives', () => {
    const rows = [1, 2, 3].map((day) => signIn(day * DAY, 0, { place: HELSINKI, device: NO_DEVICE }));
    const places = learnt([...rows, signIn(5, 0, { place: LAGOS, device: STRANGE_DEVICE })], nobody);
    assert.ok(places.isHome('FI'));
    assert.equal(places.familiarity(signIn(1, 500121, { place: LAGOS })), 'new-country');
  });

  it('cannot be judged with nothing to compare with', () => {
    assert.equal(learnt([], nobody).familiarity(signIn(1, 500121)), 'unknown');
    assert.equal(
      learnt([]).familiarity(signIn(1, 500121, { place: { ...OFFICE, country: null, ip: null } })),
      'unknown',
    );
  });

  it('know devices that are joined or were seen at usual places', () => {
    const tablet = { ...NO_DEVICE, id: 'tablet' };
    const places = learnt([signIn(DAY, 0, { device: tablet })]);
    const known = [LAPTOP, tablet, NO_DEVICE, STRANGE_DEVICE].map((device) =>
      places.knownDevice(signIn(1, 0, { device })),
    );
    assert.deepEqual(known, [true, true, false, false]);
  });
});
