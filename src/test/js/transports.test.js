// The official client over every transport, with text, binary, acks and namespaces.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { client, closeAll, signIn } from './lib/client.js';
import { CONFORMANCE, TUTTI, TUTTI_TLS } from './lib/environment.js';
import { withoutWebSocket } from './lib/proxy.js';
import { someone, token } from './lib/tokens.js';

afterEach(closeAll);

const TRANSPORTS = [
  ['WebSocket', ['websocket']],
  ['polling', ['polling']],
  ['polling, then WebSocket', ['polling', 'websocket']],
];

/** A client of the echoing application. */
async function echo(options, namespace = '/', base = CONFORMANCE) {
  const created = client(options, base);
  const socket = namespace === '/' ? created.socket : created.socket.io.socket(namespace);
  return { created, socket };
}

for (const [name, transports] of TRANSPORTS) {
  describe(`over ${name}`, () => {
    it('greets, joins, answers', async () => {
      const alice = await signIn(someone(), { transports });
      assert.equal((await alice.emit('join-room', { room: 'jazz' })).success, true);
    });

    it('carries text and binary both ways, in order', async () => {
      const { created } = await echo({ transports });
      created.socket.connect();
      await created.next('auth');
      const sent = ['héllo 你好 😀', 1.5, null, { a: [Buffer.from([0, 1, 255])], b: Buffer.from('b') }];
      created.socket.emit('message', ...sent);
      created.socket.emit('message', 'after');
      assert.deepEqual(await created.nextArgs('message-back'), sent);
      assert.deepEqual(await created.nextArgs('message-back'), ['after']);
    });

    it('acknowledges with binary', async () => {
      const { created } = await echo({ transports });
      created.socket.connect();
      await created.next('auth');
      const answer = await created.emit('message-with-ack', Buffer.from([1, 2, 3]));
      assert.deepEqual(answer, Buffer.from([1, 2, 3]));
    });

    it('carries 900,000 bytes', async () => {
      const { created } = await echo({ transports });
      created.socket.connect();
      await created.next('auth');
      const text = '0123456789'.repeat(90_000);
      assert.equal(await created.emit('message-with-ack', text), text);
    });
  });
}

describe('the upgrade', () => {
  it('loses and repeats nothing of what is said meanwhile', async () => {
    const { created } = await echo({ transports: ['polling', 'websocket'] });
    const upgraded = new Promise((resolve) => created.socket.io.on('open', () => created.socket.io.engine.once('upgrade', resolve)));
    created.socket.connect();
    await created.next('auth');
    let count = 0;
    let done = false;
    void upgraded.then(() => (done = true));
    while (!done || count < 50) {
      created.socket.emit('message', count++);
      assert.equal(await created.next('message-back'), count - 1);
    }
    assert.equal(created.socket.io.engine.transport.name, 'websocket');
    assert.deepEqual(created.received('message-back'), []);
  });

  it('keeps the session', async () => {
    const alice = client({ auth: { token: token(someone()) }, transports: ['polling', 'websocket'] });
    const upgraded = new Promise((resolve) => alice.socket.io.on('open', () => alice.socket.io.engine.once('upgrade', resolve)));
    const { socketId } = await alice.connect();
    await upgraded;
    assert.equal(alice.socket.id, socketId);
    assert.equal((await alice.emit('join-room', { room: 'jazz' })).success, true);
  });
});

describe('over TLS', () => {
  for (const [name, transports] of TRANSPORTS) {
    it(`${name} carries large messages and small ones, in order`, async () => {
      const options = { transports, rejectUnauthorized: false };
      const { created } = await echo(options, '/', new URL(CONFORMANCE.pathname, TUTTI_TLS));
      created.socket.connect();
      await created.next('auth');
      const sent = ['0123456789'.repeat(90_000), Buffer.alloc(100_000, 7), 'after'];
      created.socket.emit('message', ...sent);
      assert.deepEqual(await created.nextArgs('message-back'), sent);
      assert.equal(await created.emit('message-with-ack', 'there'), 'there');
    });
  }
});

describe('namespaces', () => {
  it('are separate, on one connection', async () => {
    const { created } = await echo({ transports: ['websocket'] });
    created.socket.connect();
    await created.next('auth');
    const custom = created.socket.io.socket('/custom', { auth: { who: 'me' } });
    const auth = await new Promise((resolve) => {
      custom.on('auth', resolve);
      custom.connect();
    });
    assert.deepEqual(auth, { who: 'me' });
    assert.notEqual(custom.id, created.socket.id);
    assert.equal(await custom.timeout(5000).emitWithAck('message-with-ack', 'there'), 'there');
    custom.disconnect();
    assert.equal(await created.emit('message-with-ack', 'here'), 'here');
  });

  it('that do not exist are refused, and the connection stays', async () => {
    const { created } = await echo({ transports: ['websocket'] });
    created.socket.connect();
    await created.next('auth');
    const unknown = created.socket.io.socket('/unknown');
    const error = await new Promise((resolve) => {
      unknown.on('connect_error', resolve);
      unknown.connect();
    });
    assert.equal(error.message, 'Invalid namespace');
    assert.equal(await created.emit('message-with-ack', 'here'), 'here');
  });
});

describe('two sockets of one page', () => {
  it('share no session', async () => {
    const user = someone();
    const [one, two] = [await signIn(user), await signIn(user)];
    assert.notEqual(one.socket.id, two.socket.id);
    assert.notEqual(one.socket.io.engine.id, two.socket.io.engine.id);
  });

  it('have public ids that are not the secret ones', async () => {
    const alice = await signIn();
    assert.notEqual(alice.socket.id, alice.socket.io.engine.id);
  });
});

describe('the client\'s script', () => {
  for (const file of ['socket.io.js', 'socket.io.min.js', 'socket.io.esm.min.js', 'socket.io.min.js.map']) {
    it(`is served as ${file}`, async () => {
      const response = await fetch(new URL(`socket.io/${file}`, TUTTI));
      assert.equal(response.status, 200);
      const text = await response.text();
      assert.ok(text.length > 10_000);
      const tag = response.headers.get('etag');
      const again = await fetch(new URL(`socket.io/${file}`, TUTTI), { headers: { 'if-none-match': tag } });
      assert.equal(again.status, 304);
    });
  }

  it('is the version of the lock file', async () => {
    const text = await (await fetch(new URL('socket.io/socket.io.js', TUTTI))).text();
    assert.match(text, /Socket\.IO v4\.8\.4/);
  });

  it('is nothing else', async () => {
    for (const path of ['socket.io/secrets.txt', 'socket.io/..%2fWEB-INF/web.xml', 'socket.io/LICENSE']) {
      assert.notEqual((await fetch(new URL(path, TUTTI))).status, 200, path);
    }
  });
});

describe('the page at /', () => {
  it('is there, with its parts, and allows no script but its own', async () => {
    const page = await (await fetch(TUTTI)).text();
    assert.match(page, /Content-Security-Policy/);
    assert.doesNotMatch(page, /<script(?![^>]* src=)|\son\w+=/);
    for (const [, path] of page.matchAll(/(?:href|src)="(demo\/[^"]+)"/g)) {
      assert.equal((await fetch(new URL(path, TUTTI))).status, 200, path);
    }
  });

  it('makes no development tokens here, where they are off', async () => {
    const response = await fetch(new URL('dev/token', TUTTI), { method: 'POST', body: '{"sub":"alice"}', headers: { 'content-type': 'application/json' } });
    assert.notEqual(response.status, 200);
  });
});

describe('where WebSocket is blocked (F17)', () => {
  it('the order of the seed never connects, unless the client tries all transports', async () => {
    const proxy = await withoutWebSocket(TUTTI);
    const auth = { token: token(someone()) };
    try {
      const seed = client({ auth, transports: ['websocket', 'polling'] }, proxy.url);
      assert.match((await seed.refusal()).message, /websocket error/);
      const patient = client({ auth, transports: ['websocket', 'polling'], tryAllTransports: true }, proxy.url);
      await patient.connect();
      assert.equal(patient.socket.io.engine.transport.name, 'polling');
      const usual = client({ auth, transports: ['polling', 'websocket'] }, proxy.url);
      await usual.connect();
    } finally {
      await proxy.close();
    }
  });
});
