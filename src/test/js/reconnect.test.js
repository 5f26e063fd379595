// What the official client does by itself, row by row of the table in docs/events.md.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { backend } from './lib/backend.js';
import { client, closeAll, signIn } from './lib/client.js';
import { now, signedByStranger, someone, token } from './lib/tokens.js';

const PERSISTENT = { reconnection: true, reconnectionDelay: 50, reconnectionDelayMax: 100, randomizationFactor: 0 };

afterEach(closeAll);

describe('the official client', () => {
  it('stays away when its token is refused for good', async () => {
    const created = client({ ...PERSISTENT, auth: { token: signedByStranger('alice') } });
    const error = await created.refusal();
    assert.equal(error.data.code, 'token_signature');
    assert.equal(created.socket.active, false);
  });

  it('can try again on the same connection when its application has a better token', async () => {
    const user = someone();
    const tokens = ['garbage', token(user)];
    const created = client({ ...PERSISTENT, auth: (answer) => answer({ token: tokens.shift() }) });
    await created.refusal();
    created.socket.connect();
    assert.equal((await created.next('connected')).userId, user);
  });

  it('comes back by itself with a fresh token when the old one has ended', async () => {
    const user = someone();
    const tokens = [token(user, { exp: now() + 3 }), token(user)];
    const alice = client({ ...PERSISTENT, auth: (answer) => answer({ token: tokens.shift() }) });
    await alice.connect();
    const first = alice.socket.id;
    assert.equal((await alice.next('session-ended')).code, 'token_expired');
    assert.equal(await alice.next('disconnect'), 'transport close');
    assert.equal((await alice.next('connected')).userId, user);
    assert.notEqual(alice.socket.id, first);
  });

  it('stays away when it was revoked', async () => {
    const alice = await signIn(someone(), PERSISTENT);
    await backend('DELETE', `users/${alice.user}/sessions`);
    assert.equal((await alice.next('session-ended')).code, 'token_revoked');
    assert.equal(await alice.next('disconnect'), 'io server disconnect');
    assert.equal(alice.socket.active, false);
  });

  it('comes back by itself when its connection breaks', async () => {
    const alice = await signIn(someone(), PERSISTENT);
    alice.socket.io.engine.close();
    await alice.next('disconnect');
    assert.equal((await alice.next('connected')).userId, alice.user);
  });

  it('is told why it cannot use a namespace that does not exist', async () => {
    const alice = await signIn();
    const unknown = alice.socket.io.socket('/unknown', { auth: { token: token(alice.user) } });
    const error = await new Promise((resolve) => {
      unknown.on('connect_error', resolve);
      unknown.connect();
    });
    assert.equal(error.message, 'Invalid namespace');
    assert.equal(unknown.active, false);
    await alice.settled();
  });
});
