// Nodes that share a Redis, as clients see them. dev.tutti.it.ClusterIT starts the nodes and this.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach, describe, it } from 'node:test';
import { client, closeAll } from '../lib/client.js';
import { backendToken, someone, token } from '../lib/tokens.js';

const A = new URL(process.env.CLUSTER_A);
const B = new URL(process.env.CLUSTER_B);
const C = new URL(process.env.CLUSTER_C);
const BALANCER = process.env.CLUSTER_BALANCER && new URL(process.env.CLUSTER_BALANCER);
const OFFLINE_WITHIN_MS = 20_000;

afterEach(closeAll);

async function signIn(base, user = someone(), options = {}) {
  const created = client({ auth: { token: token(user) }, ...options }, base);
  created.user = user;
  await created.connect();
  return created;
}

async function rest(base, method, path) {
  const response = await fetch(new URL(`api/${path}`, base), { method, headers: { authorization: `Bearer ${backendToken()}` } });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : null };
}

/** Waits for what other nodes come to know a moment later. */
async function until(holds, what, withinMs = 10_000) {
  const end = Date.now() + withinMs;
  let last;
  do {
    last = await holds();
    if (last === true) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  } while (Date.now() < end);
  assert.fail(`${what}: ${JSON.stringify(last)}`);
}

const song = (room) => ({ action: 'play', songId: 'song', currentTime: 1, room });

describe('nodes that share a Redis', () => {
  it('deliver to a room on all of them, to each member once', async () => {
    const room = someone('room');
    const [alice, bob, carol] = [await signIn(A), await signIn(B), await signIn(C)];
    for (const member of [alice, bob, carol]) {
      assert.equal((await member.emit('join-room', { room })).success, true);
    }
    assert.equal((await alice.emit('music-sync', song(room))).success, true);
    assert.equal((await bob.next('music-sync')).userId, alice.user);
    assert.equal((await carol.next('music-sync')).userId, alice.user);
    assert.equal((await bob.emit('music-sync', song(room))).success, true);
    await alice.next('music-sync');
    await carol.next('music-sync');
    await Promise.all([alice, bob, carol].map((member) => member.settled()));
    assert.deepEqual([alice, bob, carol].map((member) => member.received('music-sync').length), [0, 0, 0]);
  });

  it('hand a private message to every device, wherever it is', async () => {
    const alice = await signIn(A);
    const tablet = await signIn(C, alice.user);
    const bob = await signIn(B);
    const phone = await signIn(A, bob.user);
    const answer = await alice.emit('private-message', { targetUserId: bob.user, message: 'hello' });
    assert.equal(answer.success, true);
    for (const device of [bob, phone]) {
      assert.equal((await device.next('private-message')).id, answer.id);
    }
    assert.equal((await tablet.next('private-message')).targetUserId, bob.user);
  });

  it('count a user once, on whatever nodes he is, F57 and F63', async () => {
    const watcher = await signIn(A);
    const user = someone();
    const first = await signIn(B, user);
    await watcher.next('user-online', ({ userId }) => userId === user);
    const second = await signIn(C, user);
    first.close();
    await until(async () => (await rest(A, 'GET', `presence/${user}`)).body.online, 'is online');
    await watcher.settled();
    assert.deepEqual(watcher.received('user-offline').filter(({ userId }) => userId === user), []);
    second.close();
    await watcher.next('user-offline', ({ userId }) => userId === user);
    await watcher.settled();
    assert.equal(watcher.received('user-online').filter(({ userId }) => userId === user).length, 0);
  });

  it('count the members of a room together, F25', async () => {
    const room = someone('room');
    const user = someone();
    const members = [await signIn(A, user), await signIn(B, user), await signIn(C)];
    for (const member of members) await member.emit('join-room', { room });
    for (const node of [A, B, C]) {
      await until(async () => {
        const { body } = await rest(node, 'GET', `rooms/${room}/count`);
        return (body.users) === 2 || body;
      }, 'users of the room');
    }
    members[2].close();
    await until(async () => {
      const { body } = await rest(A, 'GET', `rooms/${room}/count`);
      return (body.users) === 1 || body;
    }, 'users after one has gone');
  });

  it('take an event once that is sent again elsewhere', async () => {
    const user = someone();
    const room = someone('room');
    const event = { room, clientMessageId: randomUUID() };
    const first = await signIn(A, user);
    assert.equal((await first.emit('join-room', event)).success, true);
    first.close();
    const second = await signIn(B, user);
    const again = await second.emit('join-room', event);
    assert.equal(again.duplicate, true);
    assert.equal(again.success, true);
  });

  it('end the sessions of a revoked user everywhere', async () => {
    const user = someone();
    const devices = [await signIn(A, user), await signIn(B, user), await signIn(C, user)];
    assert.equal((await rest(A, 'DELETE', `users/${user}/sessions`)).status, 200);
    for (const device of devices) {
      assert.equal((await device.next('session-ended')).code, 'token_revoked');
    }
    const old = token(user, { iat: Math.floor(Date.now() / 1000) - 60 });
    const late = client({ auth: { token: old }, reconnection: true, reconnectionDelay: 50 }, B);
    late.socket.connect();
    // What has no code is the transport's trouble, after which the client tries again.
    const refused = await late.next('connect_error', (error) => error.data !== undefined);
    assert.equal(refused.data.code, 'token_revoked');
    assert.deepEqual(late.received('connect'), []);
  });

  it('sum up what there is, F26', async () => {
    const before = (await rest(B, 'GET', 'stats')).body;
    const users = [await signIn(A), await signIn(B), await signIn(C)];
    await until(async () => {
      const { body } = await rest(B, 'GET', 'stats');
      return body.onlineUsers >= before.onlineUsers + users.length - 1 || body;
    }, 'online users');
  });
});

describe('behind HAProxy', { skip: !BALANCER && 'there is none' }, () => {
  it('a client polls, upgrades and is reached from the other node', async () => {
    const other = await signIn(B);
    const polling = await signIn(BALANCER, someone(), { transports: ['polling'] });
    const both = await signIn(BALANCER, someone(), { transports: ['polling', 'websocket'] });
    for (const target of [polling, both]) {
      assert.equal((await other.emit('private-message', { targetUserId: target.user, message: 'hi' })).success, true);
      await target.next('private-message');
    }
  });

  it('a node that drains sends its clients to another one, and nobody sees them blink, F93', async () => {
    const watcher = await signIn(A);
    const marker = await signIn(B);
    const clients = [];
    for (let i = 0; i < 6; i++) {
      const moved = client(
        { auth: { token: token(someone('moved')) }, extraHeaders: { cookie: 'TUTTI_NODE=b' }, reconnection: true, reconnectionDelay: 100, reconnectionDelayMax: 500 },
        BALANCER,
      );
      await moved.connect();
      clients.push(moved);
    }
    process.kill(Number(process.env.CLUSTER_PID_C), 'SIGTERM');
    for (const moved of clients) {
      assert.notEqual((await moved.nextArgs('disconnect'))[0], 'io server disconnect');
      await moved.next('connected');
    }
    // His grace begins later than theirs began: who was missed for too long would have been told of by then.
    marker.close();
    await watcher.next('user-offline', ({ userId }) => userId === marker.user);
    await watcher.settled();
    assert.deepEqual(watcher.received('user-offline').filter(({ userId }) => userId.startsWith('moved')), []);
  });
});

describe('a node that is killed', () => {
  it('takes its users offline, once, F58', async () => {
    const watcher = await signIn(A);
    const lost = [await signIn(B), await signIn(B)];
    for (const { user } of lost) await watcher.next('user-online', ({ userId }) => userId === user);
    process.kill(Number(process.env.CLUSTER_PID_B), 'SIGKILL');
    const begin = Date.now();
    for (const { user } of lost) {
      await until(
        () => watcher.received('user-offline').some(({ userId }) => userId === user),
        `${user} goes offline`,
        OFFLINE_WITHIN_MS,
      );
    }
    console.log(`offline after ${Date.now() - begin} ms`);
    await watcher.settled();
    for (const { user } of lost) {
      assert.equal(watcher.received('user-offline').filter(({ userId }) => userId === user).length, 1);
    }
  });
});
