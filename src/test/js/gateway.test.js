// What the gateway promises, event by event, with acks as a client without retries reads them.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { randomUUID } from 'node:crypto';
import { backend } from './lib/backend.js';
import { closeAll, signIn } from './lib/client.js';
import { secretText } from './lib/secrets.js';
import { someone } from './lib/tokens.js';

afterEach(closeAll);

async function inRoom(room, ...clients) {
  for (const member of clients) {
    assert.equal((await member.emit('join-room', { room })).success, true);
  }
}

describe('rooms', () => {
  it('says who else is there, and whether one was there already (F23)', async () => {
    const room = someone('room');
    const [alice, bob] = [await signIn(), await signIn()];
    await alice.settled(); // a first event that came twice at once would be the seed's repetition
    const first = await alice.emit('join-room', { room });
    assert.deepEqual(first, { success: true, room, alreadyMember: false, members: 1 });
    const again = await alice.emit('join-room', { room });
    assert.equal(again.alreadyMember, true);
    assert.equal((await bob.emit('join-room', { room })).members, 2);
  });

  const badNames = [
    ['another user\'s room (F20)', 'user:alice'],
    ['another user\'s room in capitals (F20)', 'USER:alice'],
    ['something like a socket id (F20)', '_aaaaaaaaaaaaaaaaaaa'],
    ['nothing', ''],
    ['a number', 7],
    ['an object', { toString: 'jazz' }],
    ['null', null],
    ['a name too long (F22)', 'x'.repeat(129)],
    ['a control character', 'jazz\u0000'],
    ['a bidi override', 'ja\u202ezz'],
  ];
  for (const [what, room] of badNames) {
    it(`refuses ${what}`, async () => {
      const eve = await signIn();
      const answer = await eve.emit('join-room', { room });
      assert.equal(answer.success, false);
      assert.ok(['room_invalid', 'invalid_payload'].includes(answer.code), answer.code);
      assert.deepEqual(eve.received('joined-room'), []);
    });
  }

  it('counts for back ends (F25)', async () => {
    const room = someone('room');
    const alice = await signIn();
    const phone = await signIn(alice.user);
    await inRoom(room, alice, phone, await signIn());
    const { body } = await backend('GET', `rooms/${room}/count`);
    assert.equal(body.users, 2);
    assert.equal(body.sockets, 3);
  });
});

describe('private messages', () => {
  it('reach all of the recipient\'s devices and the sender\'s others, and nobody else (F33)', async () => {
    const [alice, bob, eve] = [await signIn(), await signIn(), await signIn()];
    const [alicePhone, bobPhone] = [await signIn(alice.user), await signIn(bob.user)];
    const text = secretText();
    const answer = await alice.emit('private-message', { targetUserId: bob.user, message: text });
    assert.equal(answer.success, true);
    for (const reader of [bob, bobPhone, alicePhone]) {
      const message = await reader.next('private-message');
      assert.equal(message.senderId, alice.user);
      assert.equal(message.message, text);
      assert.equal(message.id, answer.id);
      assert.equal(message.timestamp, answer.timestamp);
    }
    await eve.settled();
    assert.deepEqual(eve.received('private-message'), []);
    await alice.settled();
    assert.deepEqual(alice.received('private-message'), []);
    assert.equal(alice.received('message-sent').length, 1);
  });

  it('to someone offline are refused, and not confirmed (F27)', async () => {
    const alice = await signIn();
    const answer = await alice.emit('private-message', { targetUserId: someone('nobody'), message: secretText() });
    assert.equal(answer.success, false);
    assert.equal(answer.code, 'recipient_offline');
    await alice.settled();
    assert.deepEqual(alice.received('message-sent'), []);
  });

  it('with the same clientMessageId take effect once, over a reconnect too (F29)', async () => {
    const [alice, bob] = [await signIn(), await signIn()];
    const payload = { targetUserId: bob.user, message: secretText(), clientMessageId: randomUUID() };
    const first = await alice.emit('private-message', payload);
    alice.close();
    const again = await signIn(alice.user);
    const second = await again.emit('private-message', payload);
    assert.equal(second.duplicate, true);
    assert.equal(second.id, first.id);
    await bob.settled();
    assert.equal(bob.received('private-message').length, 1);
  });

  const refused = [
    ['no object', 'hello', 'invalid_payload'],
    ['an array', [['x']], 'invalid_payload'],
    ['null', null, 'invalid_payload'],
    ['a message that is an object (F44)', { message: { length: 1 } }, 'invalid_payload'],
    ['a message that is an array (F43)', { message: ['x'] }, 'invalid_payload'],
    ['no message', {}, 'invalid_payload'],
    ['1,001 code points (F45)', { message: '😀'.repeat(1001) }, 'message_too_long'],
    ['a banned word (F46)', { message: 'buy SPAM now' }, 'inappropriate_content'],
    ['a banned word with spaces (F46)', { message: 's p a m' }, 'inappropriate_content'],
    ['a banned word with a Cyrillic letter (F46)', { message: 'sp\u0430m' }, 'inappropriate_content'],
  ];
  const texts = {
    invalid_payload: 'Invalid message format',
    message_too_long: 'Message too long',
    inappropriate_content: 'Inappropriate content detected',
  };
  for (const [what, payload, code] of refused) {
    it(`are refused for ${what}, in the seed's words`, async () => {
      const [alice, bob] = [await signIn(), await signIn()];
      const plain = payload !== null && typeof payload === 'object' && !Array.isArray(payload);
      const answer = await alice.emit('private-message', plain ? { targetUserId: bob.user, ...payload } : payload);
      assert.equal(answer.success, false);
      assert.equal(answer.code, code);
      assert.equal(answer.error, texts[code]);
      assert.equal(answer.retryable, false);
    });
  }

  it('may hold 1,000 code points of any script, and the word disabuse (F45, F46)', async () => {
    const [alice, bob] = [await signIn(), await signIn()];
    for (const message of ['😀'.repeat(1000), 'let me disabuse you', '你好，世界', 'naïve café']) {
      assert.equal((await alice.emit('private-message', { targetUserId: bob.user, message })).success, true, message.slice(0, 20));
      assert.equal((await bob.next('private-message')).message, message.normalize('NFC'));
    }
  });

  it('without an ack id are refused by the event "exception", which does not repeat them (F47)', async () => {
    const alice = await signIn();
    const text = secretText();
    alice.socket.emit('private-message', { targetUserId: someone('nobody'), message: text });
    const exception = await alice.next('exception');
    assert.deepEqual(Object.keys(exception).sort(), ['code', 'message', 'status']);
    assert.equal(exception.status, 'error');
    assert.equal(exception.code, 'recipient_offline');
    assert.ok(!JSON.stringify(exception).includes(text));
  });
});

describe('music in sync', () => {
  it('reaches the room\'s other members, not the sender', async () => {
    const room = someone('room');
    const [alice, bob, eve] = [await signIn(), await signIn(), await signIn()];
    await inRoom(room, alice, bob);
    const answer = await alice.emit('music-sync', { action: 'play', songId: 'song-1', currentTime: 3, room });
    assert.equal(answer.success, true);
    assert.equal((await bob.next('music-sync')).userId, alice.user);
    for (const other of [alice, eve]) {
      await other.settled();
      assert.deepEqual(other.received('music-sync'), []);
    }
  });

  it('is for members only (F37)', async () => {
    const room = someone('room');
    const [alice, eve] = [await signIn(), await signIn()];
    await inRoom(room, alice);
    for (const target of [room, `user:${alice.user}`]) {
      const answer = await eve.emit('music-sync', { action: 'play', songId: 'song-1', room: target });
      assert.equal(answer.success, false);
    }
    await alice.settled();
    assert.deepEqual(alice.received('music-sync'), []);
  });

  const bad = [
    ['an unknown action', { action: 'explode', songId: 's' }],
    ['no song', { action: 'play' }],
    ['a negative time', { action: 'play', songId: 's', currentTime: -1 }],
    ['a time in words', { action: 'play', songId: 's', currentTime: 'soon' }],
  ];
  for (const [what, payload] of bad) {
    it(`refuses ${what} (F39)`, async () => {
      const answer = await (await signIn()).emit('music-sync', payload);
      assert.equal(answer.success, false);
      assert.equal(answer.code, 'invalid_payload');
    });
  }
});

describe('presence', () => {
  it('counts users, not tabs (F57, F59)', async () => {
    const bob = await signIn();
    const user = someone('alice');
    const desk = await signIn(user);
    const phone = await signIn(user);
    await bob.next('user-online', ({ userId }) => userId === user);
    desk.close();
    // Another user who comes and goes later: what Alice's closed tab would cause would be here before.
    const witness = await signIn();
    await bob.next('user-online', ({ userId }) => userId === witness.user);
    witness.close();
    await bob.next('user-offline', ({ userId }) => userId === witness.user);
    const ofAlice = (event) => bob.received(event).filter(({ userId }) => userId === user);
    assert.deepEqual(ofAlice('user-online'), []);
    assert.deepEqual(ofAlice('user-offline'), []);
    phone.close();
    await bob.next('user-offline', ({ userId }) => userId === user);
  });

  it('begins with who is there (F61)', async () => {
    const alice = await signIn();
    const bob = await signIn();
    const { users } = await bob.next('presence-state');
    assert.ok(users.includes(alice.user));
    assert.ok(!users.includes(bob.user));
  });

  it('is answered to back ends, in pages (F62)', async () => {
    const alice = await signIn();
    await signIn();
    assert.deepEqual((await backend('GET', `presence/${alice.user}`)).body, { userId: alice.user, online: true });
    const nobody = someone('nobody');
    assert.deepEqual((await backend('GET', `presence/${nobody}`)).body, { userId: nobody, online: false });
    const seen = [];
    let cursor;
    do {
      const page = await backend('GET', `presence?limit=1${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
      assert.equal(page.status, 200);
      assert.ok(page.body.users.length <= 1);
      seen.push(...page.body.users);
      cursor = page.body.next;
    } while (cursor);
    assert.ok(seen.includes(alice.user));
    assert.equal(new Set(seen).size, seen.length);
  });
});

describe('back ends', () => {
  it('notify one user, on all devices', async () => {
    const [alice, bob] = [await signIn(), await signIn()];
    const phone = await signIn(alice.user);
    const message = secretText('news');
    const sent = await backend('POST', 'notifications', { user: alice.user, type: 'info', message, data: { n: 1 } });
    assert.equal(sent.status, 202);
    for (const device of [alice, phone]) {
      const notification = await device.next('notification');
      assert.equal(notification.type, 'info');
      assert.equal(notification.message, message);
      assert.deepEqual(notification.data, { n: 1 });
      assert.equal(notification.id, sent.body.id);
    }
    await bob.settled();
    assert.deepEqual(bob.received('notification'), []);
  });

  it('notify many users, each once (F64)', async () => {
    const [alice, bob, eve] = [await signIn(), await signIn(), await signIn()];
    const users = [alice.user, bob.user, alice.user];
    assert.equal((await backend('POST', 'notifications', { users, type: 'info', message: 'twice named' })).status, 202);
    for (const reader of [alice, bob]) {
      await reader.next('notification');
      await reader.settled();
      assert.deepEqual(reader.received('notification'), []);
    }
    await eve.settled();
    assert.deepEqual(eve.received('notification'), []);
  });

  it('notify everybody, and broadcast events of their own (F67, F68)', async () => {
    const [alice, bob] = [await signIn(), await signIn()];
    assert.equal((await backend('POST', 'notifications', { all: true, type: 'maintenance' })).status, 202);
    assert.equal((await backend('POST', 'broadcast', { event: 'news', data: { headline: 'x' } })).status, 202);
    for (const reader of [alice, bob]) {
      assert.equal((await reader.next('notification', ({ type }) => type === 'maintenance')).type, 'maintenance');
      const news = await reader.next('news');
      assert.equal(news.headline, 'x');
      assert.equal(typeof news.timestamp, 'string');
    }
  });

  it('read the seed\'s statistics (F26)', async () => {
    await signIn();
    const { status, body } = await backend('GET', 'stats');
    assert.equal(status, 200);
    assert.ok(body.connectedClients >= 1);
    assert.ok(body.onlineUsers >= 1);
    assert.equal(typeof body.rooms, 'number');
  });

  const problems = [
    ['no token', 'GET', 'stats', undefined, null, 401],
    ['a user\'s token', 'GET', 'stats', undefined, 'user', 403],
    ['a notification to nobody', 'POST', 'notifications', { type: 'info' }, 'backend', 400],
    ['a notification to two kinds', 'POST', 'notifications', { type: 'info', user: 'a', all: true }, 'backend', 400],
    ['a reserved event', 'POST', 'broadcast', { event: 'disconnect' }, 'backend', 400],
  ];
  for (const [what, method, path, body, who, status] of problems) {
    it(`are told by problem+json about ${what}`, async () => {
      const { token, backendToken } = await import('./lib/tokens.js');
      const authorization = { user: `Bearer ${token(someone())}`, backend: `Bearer ${backendToken()}` }[who];
      const answer = await backend(method, path, body, authorization ?? null);
      assert.equal(answer.status, status);
      assert.match(answer.type, /^application\/problem\+json/);
      assert.equal(typeof answer.body.code, 'string');
      assert.equal(answer.body.status, status);
    });
  }
});

describe('every event with an ack id', () => {
  const events = [
    ['an unknown one', 'no-such-event', 'unknown_event'],
    ['the name of a property of every object (F52)', 'constructor', 'unknown_event'],
    ['another (F52)', '__proto__', 'unknown_event'],
    ['one without arguments', 'join-room', undefined],
  ];
  for (const [what, event, code] of events) {
    it(`is answered: ${what} (F30, F90)`, async () => {
      const answer = await (await signIn()).emit(event);
      assert.equal(answer.success, false);
      assert.equal(typeof answer.error, 'string');
      if (code) {
        assert.equal(answer.code, code);
      }
    });
  }
});
