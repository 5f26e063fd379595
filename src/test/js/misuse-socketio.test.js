// Bad Socket.IO packets inside good Engine.IO ones: what is sent, and what must come of it.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { CONFORMANCE } from './lib/environment.js';
import { closeAll, endpoint, Polling, RawSocket } from './lib/raw.js';

const AT = endpoint(CONFORMANCE);

afterEach(closeAll);

const placeholder = (num) => `{"_placeholder":true,"num":${num}}`;

async function joined() {
  const socket = await RawSocket.joined(AT);
  await socket.until((frame) => frame === '42["auth",{}]');
  return socket;
}

async function isAlive(socket) {
  socket.send('420["message-with-ack","alive"]');
  assert.equal(await socket.next(), '430["alive"]');
}

describe('the connection is closed for', () => {
  const afterConnect = [
    ['an unknown type', ['47']],
    ['no type', ['4']],
    ['letters', ['4abc']],
    ['a second CONNECT', ['40']],
    ['CONNECT with a comma only', ['40,']],
    ['CONNECT_ERROR from a client', ['44{"message":"x"}']],
    ['DISCONNECT with a payload', ['41{}']],
    ['an event without a name', ['42[]']],
    ['an event that is an object', ['42{}']],
    ['an event that is a text', ['42"x"']],
    ['an event named null', ['42[null]']],
    ['an event named by an object', ['42[{}]']],
    ['cut-off JSON', ['42["message"']],
    ['JSON with a tail', ['42["message"]x']],
    ['JSON with a trailing comma', ['42["message",]']],
    ['JSON with single quotes', ["42['message']"]],
    ['NaN', ['42["message",NaN]']],
    ['a comma before the JSON', ['42,["message"]']],
    ['an ack that is an object', ['430{}']],
    ['a namespace that was not joined', ['42/custom,["message"]']],
    ['an unknown namespace', ['42/unknown,["message"]']],
    ['an ack id beyond 2^53-1', ['429007199254740992["message"]']],
    ['an ack id of 30 digits', [`42${'9'.repeat(30)}["message"]`]],
    ['a count of attachments that is no number', [`45x-["message",${placeholder(0)}]`]],
    ['no count of attachments', [`45["message",${placeholder(0)}]`]],
    ['a negative count of attachments', [`45-1-["message",${placeholder(0)}]`]],
    ['eleven attachments', [`4511-["message",${Array.from({ length: 11 }, (_, i) => placeholder(i)).join()}]`, ...Array(11).fill(Buffer.from([1]))]],
    ['a placeholder out of range', [`451-["message",${placeholder(1)}]`, Buffer.from([1])]],
    ['a negative placeholder', [`451-["message",${placeholder(-1)}]`, Buffer.from([1])]],
    ['text where an attachment is missing', [`451-["message",${placeholder(0)}]`, '42["message"]']],
    ['binary that nobody announced', [Buffer.from([1])]],
    ['nesting beyond all measure', [`42["message",${'['.repeat(5000)}${']'.repeat(5000)}]`]],
    ...['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener'].map((name) =>
      [`the reserved event ${name}`, [`42["${name}"]`]]),
  ];
  for (const [what, frames] of afterConnect) {
    it(what, async () => {
      const socket = await joined();
      frames.forEach((frame) => socket.send(frame));
      let frame;
      do {
        frame = await socket.next();
      } while (frame.closed === undefined);
    });
  }

  const beforeConnect = [
    ['CONNECT with an array', '40[]'],
    ['CONNECT with a text', '40"x"'],
    ['CONNECT with null', '40null'],
    ['CONNECT with bad JSON', '40{'],
    ['an event before CONNECT', '42["message"]'],
  ];
  for (const [what, frame] of beforeConnect) {
    it(what, async () => {
      const socket = RawSocket.open(AT);
      await socket.handshake();
      socket.send(frame);
      assert.notEqual((await socket.next()).closed, undefined);
    });
  }
});

describe('is tolerated', () => {
  const table = [
    ['an event without JSON', ['42']],
    ['an ack without an id', ['43']],
    ['an ack without an id, with arguments', ['43[1]']],
    ['an ack that nobody asked for', ['4399["x"]']],
    ['an ack without arguments', ['430']],
    ['an event that nobody handles', ['42["nobody"]']],
  ];
  for (const [what, frames] of table) {
    it(what, async () => {
      const socket = await joined();
      frames.forEach((frame) => socket.send(frame));
      await isAlive(socket);
    });
  }

  it('an event right behind its CONNECT', async () => {
    const socket = RawSocket.open(AT);
    await socket.handshake();
    socket.send('40');
    socket.send('420["message-with-ack",1]');
    assert.match(await socket.next(), /^40\{"sid":"[^"]{20}"\}$/);
    assert.equal(await socket.next(), '42["auth",{}]');
    assert.equal(await socket.next(), '430[1]');
  });

  it('an event behind its CONNECT in one payload', async () => {
    const session = await Polling.open(AT);
    assert.equal((await session.post('40\u001e420["message-with-ack",1]')).body, 'ok');
    let text = '';
    while (!text.includes('430[1]')) {
      text += (await session.get()).body;
    }
  });

  it('CONNECT right behind DISCONNECT', async () => {
    const socket = await joined();
    socket.send('41');
    socket.send('40');
    assert.match(await socket.next(), /^40\{"sid":/);
    assert.equal(await socket.next(), '42["auth",{}]');
    await isAlive(socket);
  });

  it('a binary event without attachments', async () => {
    const socket = await joined();
    socket.send('450-["message","plain"]');
    assert.equal(await socket.next(), '42["message-back","plain"]');
  });

  it('an unknown namespace beside a known one', async () => {
    const socket = await joined();
    for (const namespace of ['/unknown', '/custom?x=1']) {
      socket.send(`40${namespace},`);
      assert.equal(await socket.next(), `44${namespace},{"message":"Invalid namespace"}`);
    }
    await isAlive(socket);
  });
});

describe('comes back byte for byte', () => {
  const table = [
    ['numbers as they were written', '[1,1.0,1e3,-0,0.1,12345678901234567890]'],
    ['keys in their order, also __proto__', '{"b":1,"a":2,"__proto__":{"x":1}}'],
    ['escapes and other scripts', '"\\u0000 \\" \\\\ 你好 😀"'],
    ['empty things', '[[],{},"",null,true,false]'],
    ['a placeholder in a text event, which is data', placeholder(0)],
  ];
  for (const [what, json] of table) {
    it(what, async () => {
      const socket = await joined();
      socket.send(`42["message",${json}]`);
      assert.equal(await socket.next(), `42["message-back",${json}]`);
    });
  }

  it('binary, whatever the order of its placeholders and their keys', async () => {
    const socket = await joined();
    socket.send(`452-["message",{"num":1,"_placeholder":true},${placeholder(0)}]`);
    socket.send(Buffer.from([0]));
    socket.send(Buffer.from([1]));
    const header = await socket.next();
    assert.equal(header, `452-["message-back",${placeholder(0)},${placeholder(1)}]`);
    assert.deepEqual([await socket.next(), await socket.next()], [Buffer.from([1]), Buffer.from([0])]);
  });

  it('ack ids up to 2^53-1', async () => {
    const socket = await joined();
    for (const id of ['0', '7', '9007199254740991']) {
      socket.send(`42${id}["message-with-ack",1]`);
      assert.equal(await socket.next(), `43${id}[1]`);
    }
  });

  it('namespaces, with and without the comma', async () => {
    const socket = await joined();
    socket.send('40/custom');
    assert.match(await socket.next(), /^40\/custom,\{"sid":/);
    assert.equal(await socket.next(), '42/custom,["auth",{}]');
    socket.send('42/custom,5["message-with-ack","x"]');
    assert.equal(await socket.next(), '43/custom,5["x"]');
    socket.send('41/custom,');
    await isAlive(socket);
  });
});

describe('from hostile clients', () => {
  it('acks are sent once', async () => {
    const socket = await joined();
    socket.send('421["message-with-ack",1]');
    socket.send('421["message-with-ack",2]');
    assert.equal(await socket.next(), '431[1]');
    assert.equal(await socket.next(), '431[2]');
    await isAlive(socket);
  });

  it('a flood of half a binary event costs nobody else', async () => {
    const [half, whole] = [await joined(), await joined()];
    half.send(`452-["message",${placeholder(0)},${placeholder(1)}]`);
    half.send(Buffer.alloc(1000));
    await isAlive(whole);
  });
});
