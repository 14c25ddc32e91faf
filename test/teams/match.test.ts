import assert from 'node:assert/strict';
import { COMMANDS } from '../../src/teams/commands.ts';
import { editDistance, matchCommand } from '../../src/teams/match.ts';

describe('finding the command that was typed', () => {
  const commands: readonly [string, string, string][] = [
    ['status', 'status', ''],
    ['  STATUS  ', 'status', ''],
    ['status?', 'status', ''],
    ['status Alice  Martin', 'status', 'Alice Martin'],
    ['Status alice@x.example', 'status', 'alice@x.example'],
    ['status ?', 'status', ''],
    ['status Alice Martin?', 'status', 'Alice Martin'],
    ['status alice@x.example.', 'status', 'alice@x.example'],
    ['status 山田？', 'status', '山田'],
    ['help', 'help', ''],
  ];
  for (const [typed, words, rest] of commands) {
    it(`takes “${typed}” for ${words}${rest && ' about somebody'}`, () => {
      const match = matchCommand(COMMANDS, typed);
      assert.ok(match.kind === 'command');
      assert.equal(match.row.words, words);
      assert.equal(match.row.takes, rest === '' ? 'nothing' : 'person');
      assert.equal(match.rest, rest);
    });
  }

  const unknown: readonly [string, readonly string[]][] = [
    ['statsu', ['status']],
    ['hepl', ['help']],
    ['regist', ['registration']],
    ['help me please', ['help']],
    ['what is the status of my order', []],
    ['sing me a song', []],
    ['', []],
    ['s', []],
  ];
  for (const [typed, nearest] of unknown) {
    it(`runs nothing for “${typed}”, and offers ${nearest.join(', ') || 'nothing in particular'}`, () => {
      const match = matchCommand(COMMANDS, typed);
      assert.ok(match.kind === 'nearest');
      assert.deepEqual([...new Set(match.rows.map((row) => row.words))], nearest);
    });
  }

  it('counts letters to insert, delete, replace and swap', () => {
    assert.deepEqual(
      [
        ['status', 'status'],
        ['sttus', 'status'],
        ['statuss', 'status'],
        ['stetus', 'status'],
        ['statsu', 'status'],
      ].map(([from = '', to = '']) => editDistance(from, to)),
      [0, 1, 1, 1, 1],
    );
  });
});
