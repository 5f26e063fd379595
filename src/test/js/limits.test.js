// How often something may happen.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { closeAll, SEED, signIn } from './lib/client.js';
import { someone } from './lib/tokens.js';

afterEach(closeAll);

describe('rate limits (F48)', () => {
  it('refuse the eleventh join-room of a minute, say so once, and until when (F51, F55)', async () => {
    const alice = await signIn();
    const before = Date.now();
    for (let i = 1; i <= 10; i++) {
      assert.equal((await alice.emit('join-room', { room: `room-${i}` })).success, true);
    }
    const refused = [];
    for (let i = 11; i <= 13; i++) {
      refused.push(await alice.emit('join-room', { room: `room-${i}` }));
    }
    for (const answer of refused) {
      assert.equal(answer.success, false);
      assert.equal(answer.code, 'rate_limited');
      assert.equal(answer.retryable, true);
      assert.ok(answer.retryAfterMs > 0 && answer.retryAfterMs <= 60_000, String(answer.retryAfterMs));
    }
    const notice = await alice.next('rate-limit-exceeded');
    assert.equal(notice.event, 'join-room');
    assert.equal(notice.limit, 10);
    assert.ok(notice.resetTime >= before && notice.resetTime <= Date.now() + 60_000);
    await alice.settled();
    assert.deepEqual(alice.received('rate-limit-exceeded'), [], 'one notice a window');
  });

  it('never keep anyone from leaving (F56)', async () => {
    const alice = await signIn();
    await alice.emit('join-room', { room: 'jazz' });
    for (let i = 0; i < 15; i++) {
      assert.equal((await alice.emit('leave-room', { room: 'jazz' })).success, true);
    }
  });

  it('count a user, not a connection (F53)', async () => {
    const desk = await signIn();
    const phone = await signIn(desk.user);
    for (let i = 1; i <= 5; i++) {
      assert.equal((await desk.emit('join-room', { room: `desk-${i}` })).success, true);
      assert.equal((await phone.emit('join-room', { room: `phone-${i}` })).success, true);
    }
    assert.equal((await phone.emit('join-room', { room: 'one-more' })).code, 'rate_limited');
    assert.equal((await (await signIn()).emit('join-room', { room: 'mine' })).success, true);
  });

  it('give unknown events one bucket, whatever they are called (F52)', async () => {
    const eve = await signIn(someone('eve'));
    const answers = await Promise.all(Array.from({ length: 101 }, (_, i) => eve.emit(['constructor', 'toString', `made-up-${i}`][i % 3])));
    assert.equal(answers.filter(({ code }) => code === 'unknown_event').length, 100);
    assert.equal(answers.filter(({ code }) => code === 'rate_limited').length, 1);
  });

  it('silence and then disconnect who does not stop (F55)', async () => {
    const eve = await signIn(someone('eve'));
    const codes = new Set();
    let connected = true;
    eve.socket.on('disconnect', () => (connected = false));
    for (let i = 0; i < 400 && connected; i++) {
      eve.socket.emit('made-up', i, ({ code }) => codes.add(code));
    }
    await eve.next('disconnect');
    assert.ok(codes.has('muted'), [...codes].join());
  });
});

describe('clients that repeat', () => {
  it('join nine rooms as the seed does without meeting the limit, and the tenth, not the eleventh (F31)', async () => {
    const alice = await signIn(someone(), SEED);
    for (let i = 1; i <= 11; i++) {
      alice.socket.emit('join-room', { room: `room-${i}` });
    }
    for (let i = 1; i <= 10; i++) {
      assert.equal((await alice.next('joined-room')).room, `room-${i}`);
    }
    assert.equal((await alice.next('rate-limit-exceeded')).limit, 10);
    assert.deepEqual(alice.received('joined-room'), []);
  });

  it('are told that an answer repeats', async () => {
    const alice = await signIn(someone(), SEED);
    const last = await new Promise((resolve) => alice.socket.emit('join-room', { room: 'jazz' }, resolve));
    assert.equal(last.success, true);
    assert.equal(last.duplicate, true);
  });

  it('with ackTimeout, as recommended, send once and read the answer behind null', async () => {
    const alice = await signIn(someone(), { ...SEED, ackTimeout: 5000 });
    const [error, answer] = await new Promise((resolve) => alice.socket.emit('join-room', { room: 'jazz' }, (...args) => resolve(args)));
    assert.equal(error, null);
    assert.equal(answer.success, true);
    assert.equal(answer.duplicate, undefined);
  });

  it('may say the same thing again, and are heard', async () => {
    const alice = await signIn(someone(), SEED);
    const bob = await signIn();
    for (let i = 0; i < 3; i++) {
      alice.socket.emit('private-message', { targetUserId: bob.user, message: 'ok' });
    }
    for (let i = 0; i < 3; i++) {
      await alice.next('message-sent');
    }
    await bob.settled();
    assert.equal(bob.received('private-message').length, 3);
  });

  it('and those that do not are never mistaken for them', async () => {
    const [alice, bob] = [await signIn(), await signIn()];
    await alice.emit('join-room', { room: 'jazz' });
    const answers = await Promise.all([1, 2, 3].map(() => alice.emit('private-message', { targetUserId: bob.user, message: 'ok' })));
    assert.equal(new Set(answers.map(({ id }) => id)).size, 3);
    await bob.settled();
    assert.equal(bob.received('private-message').length, 3);
  });
});
