// The seed's own unit and end-to-end tests, ported to what is right (F89): no mocks, a real token, listeners before the
// connection, no fixed port.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { client, closeAll, signIn } from './lib/client.js';
import { claims, someone, token } from './lib/tokens.js';

afterEach(closeAll);

describe('RealtimeGateway (F89)', () => {
  it('should authenticate user and join room', async () => {
    const user = someone();
    const alice = await signIn(user);
    const other = await signIn();
    // Being in the room user:<id> shows in what arrives there.
    await other.emit('private-message', { targetUserId: user, message: 'are you there?' });
    assert.equal((await alice.next('private-message')).message, 'are you there?');
  });

  it('should refuse invalid token before the connection is accepted', async () => {
    const error = await client({ auth: { token: 'invalid-token' } }).refusal();
    assert.equal(error.data.code, 'token_malformed');
  });
});

describe('WebSocket (e2e) (F89)', () => {
  it('should connect and receive welcome message', async () => {
    const user = someone();
    const created = client({ auth: { token: token(user) } });
    const greeting = await created.connect();
    assert.equal(greeting.message, 'Connected successfully');
    assert.equal(greeting.userId, user);
    assert.equal(greeting.socketId, created.socket.id);
  });

  it('should join and leave rooms', async () => {
    const alice = await signIn();
    alice.socket.emit('join-room', { room: 'test-room' });
    assert.equal((await alice.next('joined-room')).room, 'test-room');
    alice.socket.emit('leave-room', { room: 'test-room' });
    assert.equal((await alice.next('left-room')).room, 'test-room');
  });

  it('should not take the seed\'s literal token', async () => {
    await assert.rejects(client({ auth: { token: 'valid-test-token' } }).connect());
  });

  it('should greet over polling, the library\'s default transport', async () => {
    const user = someone();
    const created = client({ auth: { token: token(user) }, transports: undefined });
    assert.equal((await created.connect()).userId, user);
  });

  it('should know users whose token has no name by their subject', async () => {
    const user = someone();
    const { upn, preferred_username, ...rest } = claims(user);
    assert.ok(upn && preferred_username);
    const nameless = await signIn(user, { auth: { token: token(user, { ...rest, upn: undefined, preferred_username: undefined }) } });
    const bob = await signIn();
    await nameless.emit('private-message', { targetUserId: bob.user, message: 'hello' });
    assert.equal((await bob.next('private-message')).senderUsername, user);
  });
});
