// A team's own WAR on the classes jar: its own events beside the product's, at its own context root.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { client, closeAll, SEED } from './lib/client.js';
import { FOREIGN } from './lib/environment.js';
import { developmentToken, signIn } from './lib/foreign.js';
import { someone, token } from './lib/tokens.js';

afterEach(closeAll);

describe('a foreign WAR', () => {
  it('handles its own events, and acks error-first as configured', async () => {
    const alice = await signIn();
    const [error, answer] = await new Promise((resolve) => alice.socket.emit('greet', { name: 'Bob' }, (...args) => resolve(args)));
    assert.equal(error, null);
    assert.equal(answer.success, true);
    assert.equal(answer.text, `Hello Bob, says Miss ${alice.user}`);
  });

  it('refuses in its own words', async () => {
    const alice = await signIn();
    const [, answer] = await new Promise((resolve) => alice.socket.emit('greet', { name: ' ' }, (...args) => resolve(args)));
    assert.equal(answer.success, false);
    assert.equal(answer.code, 'name_missing');
    assert.equal(answer.error, 'Whom shall I greet?');
  });

  it('has the product\'s events as well', async () => {
    const [alice, bob] = [await signIn(), await signIn()];
    const [, answer] = await new Promise((resolve) =>
      alice.socket.emit('private-message', { targetUserId: bob.user, message: 'hello' }, (...args) => resolve(args)));
    assert.equal(answer.success, true);
    assert.equal((await bob.next('private-message')).message, 'hello');
  });

  it('ends the seed\'s repetition at the source', async () => {
    const alice = await signIn(SEED);
    const [error, answer] = await new Promise((resolve) => alice.socket.emit('greet', { name: 'Bob' }, (...args) => resolve(args)));
    assert.equal(error, null);
    assert.equal(answer.duplicate, undefined);
  });

  it('asks its clients and takes their answer', async () => {
    const alice = await signIn();
    alice.socket.on('what-is-your-name', (question, answer) => answer({ name: `I am ${alice.user}`, question }));
    const [, answer] = await new Promise((resolve) => alice.socket.emit('ask-me', (...args) => resolve(args)));
    assert.equal(answer.name, `I am ${alice.user}`);
    assert.equal(answer.question, 'Who are you?');
  });

  it('takes development tokens in the header, and none of the other application\'s', async () => {
    const user = someone();
    const headers = { authorization: `Bearer ${await developmentToken(user)}` };
    assert.equal((await client({ extraHeaders: headers }, FOREIGN).connect()).userId, user);
    assert.ok((await client({ auth: { token: token(user) } }, FOREIGN).refusal()).data.code.startsWith('token_'));
  });

  it('opens its REST API to development tokens of the role', async () => {
    for (const [groups, status] of [[['tutti-backend'], 200], [[], 403]]) {
      const authorization = `Bearer ${await developmentToken(someone(), groups)}`;
      assert.equal((await fetch(new URL('api/stats', FOREIGN), { headers: { authorization } })).status, status);
    }
  });
});
