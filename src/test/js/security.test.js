// Who gets in, who does not, and for how long.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { backend } from './lib/backend.js';
import { client, closeAll, signIn } from './lib/client.js';
import { secretText } from './lib/secrets.js';
import { claims, hmacWithPublicKey, now, signedByStranger, someone, tampered, token, unsigned } from './lib/tokens.js';

afterEach(closeAll);

describe('a token in auth.token', () => {
  const forged = [
    ['none at all (F5)', undefined, 'token_missing'],
    ['an empty one', '', 'token_missing', 'token_malformed'],
    ['a number (F7)', 42, 'token_malformed'],
    ['an object (F7)', { sub: 'alice' }, 'token_malformed'],
    ['an array (F7)', ['x'], 'token_malformed'],
    ['garbage', 'garbage', 'token_malformed'],
    ['three dots', '...', 'token_malformed'],
    ['17 KiB (F7)', 'x'.repeat(17 * 1024), 'token_too_large'],
    ['alg none (F1)', () => unsigned('alice'), 'token_algorithm', 'token_malformed'],
    ['alg none with a signature (F1)', () => unsigned('alice', 'AAAA'), 'token_algorithm', 'token_malformed'],
    ['HMAC with the public key (F1)', () => hmacWithPublicKey('alice'), 'token_algorithm'],
    ['another key (F1)', () => signedByStranger('alice'), 'token_signature'],
    ['claims changed after signing', () => tampered('eve', 'alice'), 'token_signature'],
    ['another issuer (F1)', () => token('alice', { iss: 'https://evil.test' }), 'token_issuer'],
    ['no issuer (F1)', () => token('alice', { iss: undefined }), 'token_issuer'],
    ['another audience (F1)', () => token('alice', { aud: 'somebody-else' }), 'token_audience'],
    ['no audience (F1)', () => token('alice', { aud: undefined }), 'token_audience'],
    ['expired', () => token('alice', { exp: now() - 3600, iat: now() - 7200 }), 'token_expired'],
    ['not valid yet', () => token('alice', { nbf: now() + 3600 }), 'token_not_yet_valid'],
    ['no subject (F8)', () => token(undefined, { upn: 'alice' }), 'token_subject'],
    ['a blank subject (F8)', () => token(' ', { upn: 'alice' }), 'token_subject'],
  ];
  for (const [what, made, ...codes] of forged) {
    it(`is refused before the connection is accepted: ${what} (F3)`, async () => {
      const created = client({ auth: { token: typeof made === 'function' ? made() : made } });
      const error = await created.refusal();
      assert.ok(codes.includes(error.data?.code), `${error.message} ${JSON.stringify(error.data)}`);
      assert.equal(created.socket.active, false, 'does not try again by itself');
      assert.deepEqual(created.received('connected'), []);
    });
  }

  it('wins over none in the header, and must name the same subject as one there', async () => {
    const [alice, eve] = [someone('alice'), someone('eve')];
    const both = client({ auth: { token: token(alice) }, extraHeaders: { authorization: `Bearer ${token(alice)}` } });
    assert.equal((await both.connect()).userId, alice);
    const mixed = client({ auth: { token: token(eve) }, extraHeaders: { authorization: `Bearer ${token(alice)}` } });
    assert.equal((await mixed.refusal()).data.code, 'token_subject_mismatch');
  });
});

describe('a token in the Authorization header', () => {
  for (const transports of [['websocket'], ['polling']]) {
    it(`is taken over ${transports}`, async () => {
      const user = someone();
      const created = client({ transports, extraHeaders: { authorization: `Bearer ${token(user)}` } });
      assert.equal((await created.connect()).userId, user);
    });
  }

  for (const [what, header] of [['a forged one', () => signedByStranger('alice')], ['garbage', () => 'garbage']]) {
    it(`ends in the container's 401, after which the client tries again: ${what}`, async () => {
      const created = client({ extraHeaders: { authorization: `Bearer ${header()}` }, reconnection: true });
      const error = await created.refusal();
      assert.equal(error.message, 'websocket error');
      assert.equal(created.socket.active, true);
    });
  }
});

describe('Eve', () => {
  it('reads nothing of Alice\'s, whatever she tries, nor by a socket id (F18, F20)', async () => {
    const [alice, bob, eve] = [await signIn(someone('alice')), await signIn(someone('bob')), await signIn(someone('eve'))];
    const names = [`user:${alice.user}`, `User:${alice.user}`, ` user:${alice.user}`, `user\u200b:${alice.user}`,
      `\uff55ser:${alice.user}`, alice.socket.id, `/${alice.user}`, `user：${alice.user}`];
    for (const room of names) {
      await eve.emit('join-room', { room });
    }
    const text = secretText('for Alice only');
    assert.equal((await bob.emit('private-message', { targetUserId: alice.user, message: text })).success, true);
    await backend('POST', 'notifications', { user: alice.user, type: 'private', message: text });
    assert.equal((await alice.next('private-message')).message, text);
    await alice.next('notification');
    await eve.settled();
    assert.deepEqual(eve.received('private-message'), []);
    assert.deepEqual(eve.received('notification'), []);
  });

  it('cannot speak in Alice\'s name', async () => {
    const [bob, eve] = [await signIn(), await signIn(someone('eve'))];
    await eve.emit('private-message', { targetUserId: bob.user, message: 'it is me', senderId: 'alice', senderUsername: 'Alice' });
    const message = await bob.next('private-message');
    assert.equal(message.senderId, eve.user);
    assert.equal(message.senderUsername, `name of ${eve.user}`);
  });
});

describe('a token that ends while connected (F9)', () => {
  const SHORT_SECONDS = 3;
  const shortLived = (user) => token(user, { exp: now() + SHORT_SECONDS });

  it('is announced, then ends the session with its code', async () => {
    const user = someone();
    const alice = await signIn(user, { auth: { token: shortLived(user) } });
    await alice.next('token-expiring');
    assert.equal((await alice.next('session-ended')).code, 'token_expired');
    assert.equal(await alice.next('disconnect'), 'transport close');
  });

  it('can be replaced for the same subject, and for no other', async () => {
    const user = someone();
    const options = () => ({ auth: { token: shortLived(user) } });
    const [refreshed, left] = [await signIn(user, options()), await signIn(user, options())];
    for (const [bad, code] of [
      [token(someone('other')), 'token_subject_mismatch'],
      [signedByStranger(user), 'token_signature'],
    ]) {
      const tab = await signIn(user, options());
      const refusal = await tab.emit('token-refresh', { token: bad });
      assert.equal(refusal.success, false);
      assert.equal(refusal.code, code);
      assert.equal((await tab.next('session-ended')).code, code);
      assert.equal(await tab.next('disconnect'), 'transport close');
    }
    const answer = await refreshed.emit('token-refresh', { token: token(user) });
    assert.equal(answer.success, true);
    // The other tab's token has the same end: when that is over, this one lives.
    await left.next('session-ended');
    await left.next('disconnect');
    await refreshed.settled();
    assert.deepEqual(refreshed.received('session-ended'), []);
  });
});

describe('a back end', () => {
  it('ends a user\'s sessions at once, and his old tokens with them', async () => {
    const user = someone();
    const old = token(user);
    const [desk, phone, bystander] = [await signIn(user, { auth: { token: old } }), await signIn(user), await signIn()];
    const { status, body } = await backend('DELETE', `users/${user}/sessions`);
    assert.equal(status, 200);
    assert.equal(body.ended, 2);
    for (const device of [desk, phone]) {
      assert.equal((await device.next('session-ended')).code, 'token_revoked');
      assert.equal(await device.next('disconnect'), 'io server disconnect');
      assert.equal(device.socket.active, false);
    }
    assert.equal((await client({ auth: { token: old } }).refusal()).data.code, 'token_revoked');
    await bystander.settled();
  });

  it('needs the role, whatever else the token says', async () => {
    const user = someone();
    for (const groups of [[], ['admin'], 'tutti-backend '.split(' ').slice(1)]) {
      const answer = await backend('DELETE', `users/${user}/sessions`, undefined, `Bearer ${token(user, claims(user, { groups }))}`);
      assert.equal(answer.status, 403);
    }
  });
});
