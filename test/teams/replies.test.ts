import assert from 'node:assert/strict';
import { NotFound } from '../../src/errors.ts';
import { COMMANDS } from '../../src/teams/commands.ts';
import {
  commandLines,
  commandUsage,
  problemReply,
  refusalReply,
  unknownReply,
} from '../../src/teams/replies.ts';
import { turnOf } from '../support/turn.ts';

const cardOf = (reply: { readonly card: object }) => JSON.stringify(reply.card);

describe('replies', () => {
  it('tell what is known about a failure, and what to do', () => {
    const card = cardOf(problemReply(new NotFound('Nobody here fits that.', 'Try the address.'), turnOf()));
    assert.match(card, /Nobody here fits that\./);
    assert.match(card, /Try the address\./);
  });

  it('give nothing away of an error that nobody foresaw, but the reference', () => {
    const card = cardOf(problemReply(new Error('password=hunter2 at /srv/db.ts'), turnOf()));
    assert.doesNotMatch(card, /hunter2|srv|Error/);
    assert.match(card, /reference-1/);
  });

  it('name the role that a refused question needs', () => {
    assert.match(refusalReply('helpdesk', turnOf()).summary, /helpdesk/);
  });

  it('advertise only what the reader may ask', () => {
    const words = (roles: Parameters<typeof turnOf>[0]) =>
      commandLines(COMMANDS, turnOf(roles)).map(({ command }) => command);
    assert.ok(!words({ roles: ['user'] }).includes('registration'));
    assert.ok(!words({ roles: ['user'] }).includes('status NAME'));
    assert.ok(words({ roles: ['user', 'admin'] }).includes('registration'));
    assert.ok(words({ roles: ['user', 'helpdesk'] }).includes('status NAME'));
  });

  it('offer nothing near to what was typed that the reader may not ask', () => {
    const near = COMMANDS.filter((row) => row.words === 'registration');
    assert.doesNotMatch(cardOf(unknownReply('registr', near, COMMANDS, turnOf())), /registration/);
  });

  it('mark what the reader fills in with a capital word', () => {
    assert.equal(commandUsage({ words: 'status', takes: 'person' }), 'status NAME');
    assert.equal(commandUsage({ words: 'help', takes: 'nothing' }), 'help');
  });
});
