// Bad Engine.IO requests and packets: what is sent, and what must come of it.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { client, closeAll as closeClients } from './lib/client.js';
import { CONFORMANCE } from './lib/environment.js';
import { closeAll, endpoint, Polling, RawSocket, request } from './lib/raw.js';
import { someone, token } from './lib/tokens.js';

const AT = endpoint();
const ECHO = endpoint(CONFORMANCE, 'engine.io/');
const LIMIT = 1_000_000;

afterEach(() => {
  closeAll();
  closeClients();
});

const error = (code, message) => JSON.stringify({ code, message });

describe('a request', () => {
  const table = [
    ['without transport', { transport: undefined }, {}, 400, error(0, 'Transport unknown')],
    ['with an unknown transport', { transport: 'smoke' }, {}, 400, error(0, 'Transport unknown')],
    ['with the name of a property of every object', { transport: 'constructor' }, {}, 400, error(0, 'Transport unknown')],
    ['with an unknown session', { transport: 'polling', sid: 'AAAAAAAAAAAAAAAAAAAA' }, {}, 400, error(1, 'Session ID unknown')],
    ['with a session of bad characters', { transport: 'polling', sid: '../../etc' }, {}, 400, error(1, 'Session ID unknown')],
    ['by POST without a session', { transport: 'polling' }, { method: 'POST', body: '40' }, 400, error(2, 'Bad handshake method')],
    ['by PUT without a session', { transport: 'polling' }, { method: 'PUT', body: '40' }, 400, error(2, 'Bad handshake method')],
    ['for a WebSocket without an upgrade', { transport: 'websocket' }, {}, 400, error(3, 'Bad request')],
    ['of revision 3', { transport: 'polling', EIO: '3' }, {}, 400, error(5, 'Unsupported protocol version')],
    ['of no revision', { transport: 'polling', EIO: undefined }, {}, 400, error(5, 'Unsupported protocol version')],
    ['of revision 04', { transport: 'polling', EIO: '04' }, {}, 400, error(5, 'Unsupported protocol version')],
    ['from a page of another origin (F12)', { transport: 'polling' }, { headers: { origin: 'https://evil.test' } }, 403, undefined],
  ];
  for (const [what, parameters, options, status, body] of table) {
    it(`${what} is answered ${status}`, async () => {
      const answer = await request(AT, parameters, options);
      assert.equal(answer.status, status);
      assert.match(answer.headers.get('content-type'), /^application\/json/);
      if (body) {
        assert.equal(answer.body, body);
      } else {
        assert.equal(JSON.parse(answer.body).code, 4);
      }
    });
  }
});

describe('a WebSocket upgrade is refused before it is accepted', () => {
  const table = [
    ['of revision 3', { EIO: '3' }, {}, 400],
    ['with an unknown session', { sid: 'AAAAAAAAAAAAAAAAAAAA' }, {}, 400],
    ['with an unknown transport', { transport: 'smoke' }, {}, 400],
    ['from a page of another origin (F12)', {}, { origin: 'https://evil.test' }, 403],
    ['from a page without an origin (F12)', {}, { origin: 'null' }, 403],
  ];
  for (const [what, parameters, options, status] of table) {
    it(what, async () => {
      const socket = RawSocket.open(AT, parameters, options);
      assert.equal((await socket.refused).status, status);
    });
  }

  it('but not from a page of our own', async () => {
    await RawSocket.open(AT, {}, { origin: AT.origin }).opened();
  });
});

describe('the handshake', () => {
  it('says exactly five things, and that a dead peer is seen within 45 s (F15)', async () => {
    const { handshake } = await Polling.open(AT);
    assert.deepEqual(Object.keys(handshake), ['sid', 'upgrades', 'pingInterval', 'pingTimeout', 'maxPayload']);
    assert.deepEqual({ ...handshake, sid: undefined }, {
      sid: undefined, upgrades: ['websocket'], pingInterval: 25_000, pingTimeout: 20_000, maxPayload: LIMIT,
    });
    assert.deepEqual((await RawSocket.open(AT).handshake()).upgrades, []);
  });

  it('is taken without the slash at the end', async () => {
    const bare = new URL(String(AT).replace(/\/$/, ''));
    assert.equal((await request(bare, { transport: 'polling' })).status, 200);
    assert.equal((await RawSocket.open(bare).handshake()).sid.length >= 20, true);
  });

  it('answers as text, never to be stored', async () => {
    const { headers } = await request(AT, { transport: 'polling' });
    assert.match(headers.get('content-type'), /^text\/plain; ?charset=utf-8$/i);
    assert.equal(headers.get('cache-control'), 'no-store');
  });
});

describe('over polling', () => {
  it('a second GET ends the session (overlap)', async () => {
    const session = await Polling.open(ECHO);
    const first = session.get();
    // The first is certainly there when its session has answered a message sent after it; here the second may win as well.
    const second = session.get();
    const [one, two] = await Promise.all([first, second]);
    assert.deepEqual([one.status, two.status].sort(), [200, 400]);
    assert.equal((await session.get()).status, 400);
  });

  const bad = [
    ['nothing', ''],
    ['no packet', 'abc'],
    ['an unknown type', '8'],
    ['a ping', '2'],
    ['a probe', '2probe'],
    ['bad base64', 'b!!!'],
  ];
  for (const [what, body] of bad) {
    it(`a POST of ${what} ends the session`, async () => {
      const session = await Polling.open(AT);
      assert.ok([200, 400].includes((await session.post(body)).status));
      const last = await session.get();
      const ended = last.status === 400 ? last : await session.get();
      assert.equal(ended.status, 400);
      assert.equal(ended.body, error(1, 'Session ID unknown'));
    });
  }

  it('a POST of binary content is refused, and ends the session', async () => {
    const session = await Polling.open(AT);
    const answer = await session.post('40', { headers: { 'content-type': 'application/octet-stream' } });
    assert.equal(answer.status, 400);
    assert.equal((await session.get()).status, 400);
  });

  it('another method is an error, and the session lives', async () => {
    const session = await Polling.open(ECHO);
    assert.equal((await request(ECHO, { transport: 'polling', sid: session.sid }, { method: 'PUT', body: '4x' })).status, 500);
    assert.equal((await session.post('4alive')).body, 'ok');
    assert.equal(await session.receive(), '4alive');
  });

  it('packets before a bad one are processed, those after it are not', async () => {
    const session = await Polling.open(ECHO);
    const poll = session.get();
    await session.post('4one\u001eabc\u001e4two');
    const { body } = await poll;
    assert.ok(!body.includes('4two'), body);
  });

  it('separators at the end or in a row do no harm', async () => {
    for (const body of ['4x\u001e', '\u001e4x', '4x\u001e\u001e4y', '\u001e']) {
      const session = await Polling.open(ECHO);
      assert.ok([200, 400].includes((await session.post(body)).status), JSON.stringify(body));
    }
  });

  it('exactly the limit is taken, one byte more is 413, and the session lives (F16)', async () => {
    const session = await Polling.open(ECHO);
    const longest = `4${'x'.repeat(LIMIT - 1)}`;
    assert.equal((await session.post(longest)).status, 200);
    assert.equal(await session.receive(), longest);
    const answer = await session.post(`${longest}x`);
    assert.equal(answer.status, 413);
    assert.equal(answer.body, '');
    await session.post('4alive');
    assert.equal(await session.receive(), '4alive');
  });

  it('bytes count, not characters', async () => {
    const session = await Polling.open(ECHO);
    assert.equal((await session.post(`4${'你'.repeat(LIMIT / 3 + 1)}`)).status, 413);
    const text = `4${'你好😀'.repeat(1000)}`;
    await session.post(text);
    assert.equal(await session.receive(), text);
  });

  it('a client that closes gets its pending poll back', async () => {
    const session = await Polling.open(ECHO);
    const pending = session.get();
    assert.equal((await session.post('1')).body, 'ok');
    // A ping may have taken the poll before.
    assert.match((await pending).body, /^[26]$/);
    assert.equal((await session.get()).status, 400);
  });

  it('several packets in one POST are all taken, in order', async () => {
    const session = await Polling.open(ECHO);
    await session.post(['4a', 'bAQID', '4c'].join('\u001e'));
    assert.equal(await session.receive(), ['4a', 'bAQID', '4c'].join('\u001e'));
  });
});

describe('over WebSocket', () => {
  const bad = [
    ['an empty frame', ''],
    ['no packet', 'abc'],
    ['an unknown type', '8'],
    ['a ping', '2'],
    ['a probe', '2probe'],
    ['bad base64', 'b!!!'],
  ];
  for (const [what, frame] of bad) {
    it(`${what} ends the connection`, async () => {
      const socket = RawSocket.open(AT);
      await socket.handshake();
      socket.send(frame);
      await socket.closed;
    });
  }

  for (const frame of ['3', '3x', '5', '6', '6x', '0{}']) {
    it(`${frame} is ignored`, async () => {
      const socket = RawSocket.open(ECHO);
      await socket.handshake();
      socket.send(frame);
      socket.send('4alive');
      assert.equal(await socket.next(), '4alive');
    });
  }

  for (const [what, size] of [['one byte over the limit', LIMIT + 1], ['3 MB', 3_000_000]]) {
    it(`a frame of ${what} is closed with 1009 (F16)`, async () => {
      const socket = RawSocket.open(AT);
      await socket.handshake();
      socket.send(`4${'x'.repeat(size - 1)}`);
      assert.equal(await socket.closed, 1009);
    });
  }

  it('exactly the limit is taken', async () => {
    const socket = RawSocket.open(ECHO);
    await socket.handshake();
    const longest = `4${'x'.repeat(LIMIT - 1)}`;
    socket.send(longest);
    assert.equal(await socket.next(), longest);
  });

  it('binary has no type digit', async () => {
    const socket = RawSocket.open(ECHO);
    await socket.handshake();
    socket.send(Buffer.from([4, 1, 2]));
    assert.deepEqual(await socket.next(), Buffer.from([4, 1, 2]));
  });

  it('base64 is taken as binary', async () => {
    const socket = RawSocket.open(ECHO);
    await socket.handshake();
    socket.send('bAQID');
    assert.deepEqual(await socket.next(), Buffer.from([1, 2, 3]));
  });

  it('a client that closes is let go', async () => {
    const socket = RawSocket.open(AT);
    await socket.handshake();
    socket.send('1');
    await socket.closed;
  });
});

describe('the heartbeat', () => {
  it('pings, takes the pong, and ends whoever does not answer', async () => {
    const socket = RawSocket.open(ECHO);
    await socket.handshake();
    assert.equal(await socket.nextOfAny(), '2');
    socket.send('3');
    assert.equal(await socket.nextOfAny(), '2');
    socket.send('4no pong');
    assert.equal(await socket.nextOfAny(), '4no pong');
    assert.notEqual((await socket.nextOfAny()).closed, undefined);
  });

  it('ends a polling session whether a poll is there or not', async () => {
    const session = await Polling.open(ECHO);
    assert.equal((await session.get()).body, '2');
    let answer;
    do {
      answer = await session.get();
    } while (answer.status === 200 && answer.body !== '1');
    assert.equal((await session.get()).status, 400);
  });
});

describe('the upgrade', () => {
  async function probed() {
    const session = await Polling.open(ECHO);
    const socket = await session.webSocket().opened();
    socket.send('2probe');
    assert.equal(await socket.next(), '3probe');
    return { session, socket };
  }

  it('answers every poll with a noop while it lasts', async () => {
    const { session } = await probed();
    for (let i = 0; i < 3; i++) {
      assert.match((await session.get()).body, /^(2\u001e)?6$|^2$/);
    }
  });

  it('moves what is queued, in order', async () => {
    const { session, socket } = await probed();
    await session.post('4one');
    await session.post('4two');
    socket.send('5');
    assert.equal(await socket.next(), '4one');
    assert.equal(await socket.next(), '4two');
    assert.equal((await session.get()).body, error(3, 'Bad request'));
  });

  for (const frame of ['4hello', '2', '3probe', 'abc', '2probes']) {
    it(`ends for a WebSocket that sends ${frame} instead of the probe, and polling goes on`, async () => {
      const session = await Polling.open(ECHO);
      const socket = await session.webSocket().opened();
      socket.send(frame);
      await socket.closed;
      await session.post('4alive');
      assert.match(await session.receive(), /4alive/);
    });
  }

  it('lets nobody take a session that is on WebSocket already', async () => {
    const { session, socket } = await probed();
    socket.send('5');
    socket.send('4first');
    assert.equal(await socket.next(), '4first');
    const thief = session.webSocket();
    await thief.closed;
    socket.send('4second');
    assert.equal(await socket.next(), '4second');
  });
});

describe('who never says who he is (F4)', () => {
  it('is closed at the deadline', async () => {
    const socket = RawSocket.open(endpoint(CONFORMANCE));
    await socket.handshake();
    assert.notEqual((await socket.next()).closed, undefined);
  });

  it('is closed with his third refusal, an unknown namespace not counting', async () => {
    const socket = RawSocket.open(AT);
    await socket.handshake();
    socket.send('40/unknown,');
    assert.match(await socket.next(), /^44\/unknown,\{"message":"Invalid namespace"/);
    for (let i = 0; i < 3; i++) {
      socket.send('40{"token":"garbage"}');
    }
    const frames = [];
    let frame;
    do {
      frame = await socket.next();
      frames.push(frame);
    } while (frame.closed === undefined);
    assert.ok(frames.length >= 3 && frames.length <= 4, JSON.stringify(frames));
  });

  it('keeps nobody else from coming in', async () => {
    assert.ok((await client({ auth: { token: token(someone()) } }).connect()).userId);
  });
});

describe('CORS', () => {
  it('names no origin that is not allowed, also with errors (F13)', async () => {
    for (const parameters of [{ transport: 'polling' }, { transport: 'smoke' }]) {
      const { headers } = await request(AT, parameters, { headers: { origin: 'https://evil.test' } });
      assert.equal(headers.get('access-control-allow-origin'), null);
    }
  });

  it('lets any page in where it is configured so, also to read errors', async () => {
    for (const parameters of [{ transport: 'polling' }, { transport: 'smoke' }]) {
      const { headers } = await request(ECHO, parameters, { headers: { origin: 'https://page.test' } });
      assert.ok(['*', 'https://page.test'].includes(headers.get('access-control-allow-origin')));
    }
  });

  it('answers a preflight', async () => {
    const { status, headers } = await request(ECHO, { transport: 'polling' }, {
      method: 'OPTIONS',
      headers: { origin: 'https://page.test', 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-test' },
    });
    assert.equal(status, 204);
    assert.match(headers.get('access-control-allow-methods'), /POST/);
    assert.match(headers.get('access-control-allow-headers'), /x-test/);
  });
});
