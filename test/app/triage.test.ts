import assert from 'node:assert/strict';
import { createCompany } from '../../demo/tenant/company.ts';
import { type Sender, startWholeBot, type WholeBot } from '../support/whole-bot.ts';

describe('asking why, with the whole bot', () => {
  const company = createCompany();
  const { user, helpdesk, helpdeskSecond, security } = company.named;
  const inTrouble = (cause: string) => company.troubles.get(cause)?.[0] ?? assert.fail(cause);
  const seed = inTrouble('authenticator-on-old-phone');
  const taken = inTrouble('account-takeover');
  let bot: WholeBot;

  before(async function () {
    this.timeout(20_000);
    bot = await startWholeBot(company);
  });
  after(() => bot.stop());
  beforeEach(() => {
    bot.connector.calls.length = 0;
  });

  const idIn = (text: string) =>
    /"case":"([0-9a-f-]{36})"/.exec(text)?.[1] ?? assert.fail(`no case in ${text}`);
  const whole = async (words: string) => {
    await bot.say(helpdesk, words);
    return bot.shown(({ method }) => method === 'PUT');
  };

  /** A chat of the helpdesk alone; one of the two has no private chat with the bot. */
  const colleagues = () => {
    const chat = { kind: 'groupChat', id: '19:helpdesk@thread.v2' };
    const both = [helpdesk, helpdeskSecond].map(({ id }) => ({ id: `29:${id}`, aadObjectId: id }));
    bot.connector.members(chat.id, both);
    return chat;
  };

  it('shows at once what is known, and completes the same card by itself', async () => {
    await bot.say(helpdesk, `why ${seed.displayName}`);
    const [first] = bot.posted();
    assert.match(first?.summary ?? '', /Bettina Rohde/);
    const last = await bot.shown(({ method }) => method === 'PUT');
    assert.match(last.summary, /^Bettina Rohde: prompts go to an old phone\. /);
    assert.match(last.text, /iPhone 11/);
    assert.doesNotMatch(last.text, /Still reading/);
    assert.equal(last.to, `chat-${helpdesk.id}`);
    assert.equal(bot.posted().length, 2);
  });

  it('sends the steps into the person’s own chat and language, once', async () => {
    const { text } = await whole(`why ${seed.displayName}`);
    const data = { verb: 'triage.send-steps', v: 1, case: idIn(text) };
    assert.match(await bot.press(helpdesk, 'triage.send-steps', data), /no chat with me yet/);
    await bot.install(seed);
    assert.match(await bot.press(helpdesk, 'triage.send-steps', data), /I sent the steps to .?Bettina Rohde/);
    const sent = await bot.shown(
      ({ to, summary }) => to === `chat-${seed.id}` && !/Hello|Hallo/.test(summary),
    );
    assert.match(sent.text, /From your helpdesk|Von Ihrem Helpdesk/);
    assert.match(sent.text, /aka\.ms\/mysecurityinfo/);
    assert.match(await bot.press(helpdesk, 'triage.send-steps', data), /less than an hour ago/);
    const { text: again } = await whole(`why ${seed.displayName}`);
    const second = { verb: 'triage.send-steps', v: 1, case: idIn(again) };
    assert.match(
      await bot.press(helpdeskSecond, 'triage.send-steps', second, colleagues()),
      /less than an hour ago/,
    );
  });

  describe('where somebody else may be at the door', () => {
    const samira = { ...security };

    it('turns red, says what not to do, and offers no steps', async () => {
      const { text, summary } = await whole(`why ${taken.displayName}`);
      assert.match(summary, /somebody may have taken the account\. Do not reset/);
      assert.match(text, /"style":"attention"/);
      assert.match(text, /call them now/);
      assert.doesNotMatch(text, /triage\.send-steps|triage\.watch/);
      const data = { verb: 'triage.send-steps', v: 1, case: idIn(text) };
      assert.match(await bot.press(helpdesk, 'triage.send-steps', data), /security comes first/);
    });

    it('tells the security group in their chats, once an hour', async () => {
      await bot.install(samira);
      const { text } = await whole(`why ${taken.displayName}`);
      assert.match(text, /One person of the security group has been told/);
      const alert = await bot.shown(
        ({ to, summary }) => to === `chat-${samira.id}` && !/Hello/.test(summary),
      );
      assert.match(alert.text, /Security · an account may be under attack/);
      assert.match(alert.text, new RegExp(taken.id));
      bot.connector.calls.length = 0;
      const { text: again } = await whole(`why ${taken.displayName}`);
      assert.match(again, /told less than an hour ago/);
    });

    it('tells the person nothing of it but whom to call', async () => {
      await bot.say(taken, 'why');
      const { text } = await bot.shown(({ method }) => method === 'PUT');
      assert.match(text, /Please call your helpdesk now/);
      assert.doesNotMatch(text, /Lagos|Redmi|risk|attack|taken|cause|policy/i);
    });

    it('keeps hands off an emergency account', async () => {
      const { text, summary } = await whole(`why ${company.named.emergency.userPrincipalName}`);
      assert.match(summary, /Do not act/);
      assert.doesNotMatch(text, /triage\.send-steps|triage\.watch/);
    });
  });

  describe('about oneself', () => {
    it('answers in plain words, without evidence or codes', async () => {
      await bot.say(seed, 'why?');
      const [first] = bot.posted();
      assert.match(first?.summary ?? '', /I am looking at your last sign-ins/);
      const { text, summary } = await bot.shown(({ method }) => method === 'PUT');
      assert.match(summary, /^Here is what to do\./);
      assert.match(text, /prompts still go to your old phone/);
      assert.doesNotMatch(text, /500121|confidence|triage\./i);
    });

    it('checks again on a button, in the place of the card', async () => {
      const body = await bot.press(seed, 'why.refresh', { verb: 'why.refresh', v: 1 });
      assert.match(body, /"statusCode":200,"type":"application\/vnd\.microsoft\.card\.adaptive"/);
      assert.match(body, /Here is what to do/);
      assert.deepEqual(bot.posted(), []);
    });

    it('stays out of sight of everybody else', async () => {
      await bot.say(seed, '<at>Muster</at> why', { kind: 'groupChat', id: '19:lunch@thread.v2' });
      const last = await bot.shown(({ method }) => method === 'PUT');
      assert.equal(last.to, `chat-${seed.id}`);
      const here = bot.posted().filter(({ to }) => to === '19:lunch@thread.v2');
      assert.equal(here.length, 1);
      assert.doesNotMatch(here[0]?.text ?? '', /old phone/);
    });
  });

  it('understands a sentence, with its time and its application', async () => {
    const { summary } = await whole(`${seed.displayName} can't log in to Outlook since yesterday`);
    assert.match(summary, /Bettina Rohde: /);
  });

  it('lets the helpdesk choose among several people, and keeps what else was asked', async () => {
    await bot.say(helpdesk, "why can't Alice sign in since yesterday?");
    const chooser = bot.posted()[0];
    assert.match(chooser?.summary ?? '', /people fit/);
    const person = company.named.aliceMartin.id;
    const data = { verb: 'triage.pick-user', v: 1, person, case: idIn(chooser?.text ?? '') };
    const body = await bot.press(helpdesk, 'triage.pick-user', data);
    assert.match(body, /Alice Martin/);
  });

  it('reads again on a button, and says when a card is too old to go by', async () => {
    const { text } = await whole(`why ${seed.displayName}`);
    const data = { verb: 'triage.refresh', v: 1, case: idIn(text) };
    const body = await bot.press(helpdesk, 'triage.refresh', data);
    assert.match(body, /prompts go to an old phone/);
    assert.notEqual(idIn(body.replaceAll('\\"', '"')), data.case, 'every question is a case of its own');
    const unknown = { verb: 'triage.refresh', v: 1, case: '99999999-0000-4000-8000-000000000009' };
    assert.match(await bot.press(helpdesk, 'triage.refresh', unknown), /That card has expired/);
  });

  it('refuses whoever is not of the helpdesk, by words and by forged buttons', async () => {
    const { text } = await whole(`why ${seed.displayName}`);
    bot.connector.calls.length = 0;
    await bot.say(user, `why ${seed.displayName}`);
    await bot.say(user, `why can't ${seed.displayName} sign in`);
    for (const { text: shown } of bot.posted()) {
      assert.match(shown, /This is for the helpdesk/);
      assert.doesNotMatch(shown, /Bettina/);
    }
    for (const verb of ['triage.refresh', 'triage.send-steps', 'triage.watch']) {
      const body = await bot.press(user, verb, { verb, v: 1, case: idIn(text) });
      assert.match(body, /This is for the helpdesk/);
      assert.doesNotMatch(body, /Bettina/);
    }
  });

  it('completes the card where it went when not everybody here may see it', async () => {
    const chat = { kind: 'groupChat', id: '19:mixed@thread.v2' };
    await bot.install(helpdesk);
    bot.connector.members(
      chat.id,
      [helpdesk, user].map(({ id }) => ({ id: `29:${id}`, aadObjectId: id })),
    );
    await bot.say(helpdesk, `<at>Muster</at> why ${seed.displayName}`, chat);
    const last = await bot.shown(({ method }) => method === 'PUT');
    assert.equal(last.to, `chat-${helpdesk.id}`);
    for (const { text } of bot.posted().filter(({ to }) => to === chat.id)) {
      assert.doesNotMatch(text, /Bettina/);
    }
  });

  it('watches for whoever has a chat, and says so when it does already', async () => {
    const { text } = await whole(`why ${seed.displayName}`);
    const data = { verb: 'triage.watch', v: 1, case: idIn(text) };
    assert.match(await bot.press(helpdesk, 'triage.watch', data), /I tell you in our private chat/);
    assert.match(await bot.press(helpdesk, 'triage.watch', data), /for you already/);
    assert.match(
      await bot.press(helpdeskSecond, 'triage.watch', data, colleagues()),
      /I can’t write to you yet/,
    );
  });

  describe('beside the message box', () => {
    const search = (from: Sender, words: string, chat?: Parameters<WholeBot['invoke']>[3]) =>
      bot.invoke(
        from,
        'composeExtension/query',
        { commandId: 'findPerson', parameters: [{ name: 'person', value: words }] },
        chat,
      );
    const choose = (from: Sender, person: string, chat?: Parameters<WholeBot['invoke']>[3]) =>
      bot.invoke(from, 'composeExtension/selectItem', { person }, chat);

    it('finds people and, once one is chosen, puts the verdict into the message', async () => {
      const found = await search(helpdesk, 'Bettina', colleagues());
      assert.match(found, /"type":"result"/);
      assert.match(found, /Bettina Rohde/);
      assert.match(found, new RegExp(`"tap":{"type":"invoke","value":{"person":"${seed.id}"}}`));
      assert.doesNotMatch(found, /old phone/);
      const put = await choose(helpdesk, seed.id, colleagues());
      assert.match(put, /application\/vnd\.microsoft\.card\.adaptive/);
      assert.match(put, /prompts go to an old phone/);
      assert.doesNotMatch(put, /completes itself/);
    });

    it('puts nothing into a conversation where somebody may not see it', async () => {
      const chat = { kind: 'groupChat', id: '19:both@thread.v2' };
      bot.connector.members(
        chat.id,
        [helpdesk, user].map(({ id }) => ({ id: `29:${id}`, aadObjectId: id })),
      );
      for (const answer of [await search(helpdesk, 'Bettina', chat), await choose(helpdesk, seed.id, chat)]) {
        assert.match(answer, /"type":"message"/);
        assert.match(answer, /Not everybody here may see that/);
        assert.doesNotMatch(answer, /Rohde/);
      }
    });

    it('takes a chat of two people, which Teams calls personal, for no chat of its own', async () => {
      const between = { id: '19:a_b@unq.gbl.spaces' };
      assert.match(await choose(helpdesk, seed.id, between), /Not everybody here may see that/);
      assert.match(await choose(helpdesk, seed.id), /prompts go to an old phone/);
      await bot.say(helpdesk, `<at>Muster</at> why ${seed.displayName}`, {
        kind: 'groupChat',
        id: '19:x@thread.v2',
      });
      for (const { to } of bot.posted()) assert.notEqual(to, between.id);
    });

    it('is for the helpdesk alone, and asks for more words where there are none', async () => {
      assert.match(await search(user, 'Bettina'), /This is for the helpdesk/);
      assert.match(await choose(user, seed.id), /This is for the helpdesk/);
      assert.match(await search(helpdesk, ' '), /Type a name/);
      assert.match(await search(helpdesk, 'Nobody Atall'), /Nobody fits/);
    });
  });

  it('runs nothing for chit-chat', async () => {
    for (const words of ['why is the sky blue', 'why not', "I can't believe it"]) {
      bot.connector.calls.length = 0;
      await bot.say(helpdesk, words);
      assert.match(bot.posted()[0]?.summary ?? '', /I did not understand that/);
    }
  });

  it('writes neither names nor what was answered into its log at info', () => {
    const text = bot.log.join('');
    for (const word of ['Bettina', 'Thalberg', 'old-phone', 'takeover', 'iPhone']) {
      assert.ok(!text.includes(word), `the log holds “${word}”`);
    }
  });
});
