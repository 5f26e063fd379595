// Every call of the seed's client service, as it stands, against this server.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { backend } from './lib/backend.js';
import { closeAll, signIn } from './lib/client.js';
import { TUTTI } from './lib/environment.js';
import { RealtimeService } from './lib/realtime-service.js';
import { secretText } from './lib/secrets.js';
import { someone, token } from './lib/tokens.js';

const services = [];

/** The service of a user, with a promise for each event of its window. */
async function start(user = someone(), credentials = token(user)) {
  const service = new RealtimeService();
  services.push(service);
  service.user = user;
  const connected = next(service, 'any:connected');
  service.connect(credentials, TUTTI.origin);
  await connected;
  return service;
}

function next(service, name, fits = () => true) {
  return new Promise((resolve) => {
    const listener = ({ detail }) => {
      if (fits(detail)) {
        service.window.removeEventListener(name, listener);
        resolve(detail);
      }
    };
    service.window.addEventListener(name, listener);
  });
}

afterEach(() => {
  services.splice(0).forEach((service) => service.disconnect());
  closeAll();
});

describe('the seed\'s client service', () => {
  it('connects and knows its socket', async () => {
    const service = await start();
    assert.equal(service.connected, true);
    assert.equal(service.isConnected.value, true);
    assert.equal(service.connectionError.value, null);
    assert.equal(service.socketId.length, 20);
  });

  it('disconnects', async () => {
    const service = await start();
    service.disconnect();
    assert.equal(service.connected, false);
    assert.equal(service.isConnected.value, false);
    assert.equal(service.socketId, undefined);
  });

  it('reads why it was refused, and does not loop on it (F5, F70)', async () => {
    const service = new RealtimeService();
    services.push(service);
    const refused = next(service, 'connect-error');
    service.connect('no token at all', TUTTI.origin);
    const error = await refused;
    assert.equal(error.data.code, 'token_malformed');
    assert.equal(service.connected, false);
    assert.equal(typeof service.connectionError.value, 'string');
  });

  it('joins and leaves a room', async () => {
    const service = await start();
    const joined = next(service, 'any:joined-room');
    service.joinRoom('jazz');
    assert.deepEqual(await joined, { room: 'jazz' });
    const left = next(service, 'any:left-room');
    service.leaveRoom('jazz');
    assert.deepEqual(await left, { room: 'jazz' });
  });

  it('sends private messages and reads them', async () => {
    const [alice, bob] = [await start(), await start()];
    const text = secretText();
    const read = next(bob, 'private-message');
    const sent = next(alice, 'any:message-sent');
    alice.sendPrivateMessage(bob.user, text);
    const message = await read;
    assert.equal(message.senderId, alice.user);
    assert.equal(message.senderUsername, `name of ${alice.user}`);
    assert.equal(message.message, text);
    const confirmation = await sent;
    assert.equal(confirmation.targetUserId, bob.user);
    assert.equal(confirmation.message, text);
    assert.equal(confirmation.timestamp, message.timestamp);
    assert.equal(confirmation.id, message.id);
  });

  it('plays in sync within a room', async () => {
    const [alice, bob] = [await start(), await start()];
    for (const service of [alice, bob]) {
      const joined = next(service, 'any:joined-room');
      service.joinRoom('concert');
      await joined;
    }
    const heard = next(bob, 'music-sync');
    alice.sendMusicSync({ action: 'seek', songId: 'song-1', currentTime: 12.5, room: 'concert' });
    const sync = await heard;
    assert.equal(sync.action, 'seek');
    assert.equal(sync.songId, 'song-1');
    assert.equal(sync.currentTime, 12.5);
    assert.equal(sync.userId, alice.user);
    assert.equal(typeof sync.timestamp, 'string');
    assert.equal(typeof sync.serverTime, 'number');
  });

  it('plays in sync on its own devices without a room', async () => {
    const user = someone();
    const [desk, phone] = [await start(user), await start(user)];
    const heard = next(phone, 'music-sync');
    desk.sendMusicSync({ action: 'play', songId: 'song-2' });
    assert.equal((await heard).songId, 'song-2');
  });

  it('sees users come and go (F61)', async () => {
    const bob = await start();
    const user = someone();
    const online = next(bob, 'user-online', (data) => data.userId === user);
    const alice = await start(user);
    await online;
    assert.ok(bob.onlineUsers.value.includes(user));
    const offline = next(bob, 'user-offline', (data) => data.userId === user);
    alice.disconnect();
    await offline;
    assert.ok(!bob.onlineUsers.value.includes(user));
  });

  it('collects notifications', async () => {
    const service = await start();
    const read = next(service, 'realtime-notification');
    const message = secretText('dinner');
    const { status } = await backend('POST', 'notifications', { user: service.user, type: 'info', message });
    assert.equal(status, 202);
    const notification = await read;
    assert.equal(notification.type, 'info');
    assert.equal(notification.message, message);
    assert.equal(service.notifications.length, 1);
  });

  it('delivers each of two equal messages once, though it sends each four times (F30, F31)', async () => {
    const alice = await start();
    const bob = await signIn();
    alice.sendPrivateMessage(bob.user, 'ok');
    alice.sendPrivateMessage(bob.user, 'ok');
    const marker = secretText('end');
    alice.sendPrivateMessage(bob.user, marker);
    await bob.next('private-message', ({ message }) => message === marker);
    assert.equal(bob.received('private-message').length, 2);
  });

  it('joins nine rooms in a row within its limit of ten (F48)', async () => {
    const service = await start();
    const last = next(service, 'any:joined-room', ({ room }) => room === 'room-9');
    const notices = [];
    service.window.addEventListener('any:rate-limit-exceeded', ({ detail }) => notices.push(detail));
    for (let i = 1; i <= 9; i++) {
      service.joinRoom(`room-${i}`);
    }
    await last;
    assert.deepEqual(notices, []);
  });
});
