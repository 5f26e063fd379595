// What the server sends through Payara's own writer, with and without TLS between: docs/decisions/0007.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { closeAll } from './lib/client.js';
import { FOREIGN, FOREIGN_TLS, TUTTI } from './lib/environment.js';
import { signIn } from './lib/foreign.js';

/** More than one of these on its way shows a queue. */
const LARGE = 1_000_000;

/** So often an unread connection is filled before a test gives up: more than any kernel buffers. */
const MOST_FILLINGS = 90;

afterEach(closeAll);

/** What Payara Micro's certificate says is nobody's concern here. */
const TLS = { rejectUnauthorized: false };

/** A figure of all applications on the server together: little waits for some client somewhere. */
async function figure(name) {
  const text = await (await fetch(new URL('metrics?scope=application', TUTTI))).text();
  const values = text.split('\n').filter((line) => line.startsWith(name)).map((line) => Number(line.split(' ').at(-1)));
  assert.notEqual(values.length, 0, name);
  return values.reduce((sum, value) => sum + value, 0);
}

const waiting = () => figure('tutti_send_queue_bytes');
const slowConsumers = () => figure('tutti_drops_total{kind="slow_consumer"');

/** Takes this many texts, in order and whole, without a word about each: they are large. */
async function take(reader, first, count, length) {
  for (let number = first; number < first + count; number++) {
    const drop = await reader.next('drop');
    assert.equal(drop.number, number);
    assert.ok(drop.text === String.fromCharCode(97 + (number % 26)).repeat(length), `text ${number} is what was sent`);
  }
}

/** Stops to read, as a page does that is busy or a phone that is out of reach. */
function pause(reader) {
  const { ws } = reader.socket.io.engine.transport;
  ws.pause();
  return () => ws.resume();
}

/** Lets the server send large texts to one that does not read, until this holds. */
async function fillUntil(holds, reader, witness) {
  let sent = 0;
  while (!(await holds())) {
    assert.ok(sent < MOST_FILLINGS, 'this ends');
    await witness.emit('flood', { to: reader.socket.id, first: sent++, count: 1, length: LARGE });
  }
  return sent;
}

for (const [name, base, options] of [
  ['HTTP', FOREIGN, {}],
  ['TLS', FOREIGN_TLS, TLS],
]) {
  describe(`over ${name} a WebSocket`, () => {
    it('answers, each with its own ack', async () => {
      const alice = await signIn(options, base);
      assert.equal(alice.socket.io.engine.transport.name, 'websocket');
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, i) => new Promise((resolve) => alice.socket.emit('greet', { name: `person ${i}` }, (_, answer) => resolve(answer.text)))),
      );
      assert.deepEqual(answers, Array.from({ length: 50 }, (_, i) => `Hello person ${i}, says Miss ${alice.user}`));
    });

    it('carries a text of a million characters, and small ones around it', async () => {
      const alice = await signIn(options, base);
      const to = alice.socket.id;
      alice.socket.emit('flood', { to, first: 0, count: 20, length: 10 });
      alice.socket.emit('flood', { to, first: 20, count: 2, length: LARGE });
      alice.socket.emit('flood', { to, first: 22, count: 20, length: 10 });
      await take(alice, 0, 20, 10);
      await take(alice, 20, 2, LARGE);
      await take(alice, 22, 20, 10);
    });

    it('carries broadcasts of several senders at once to everybody, each sender\'s in order', async () => {
      const [senders, messages, length] = [4, 100, 3000];
      const members = await Promise.all(Array.from({ length: 10 }, () => signIn(options, base)));
      members.slice(0, senders).forEach(({ socket }, i) => socket.emit('flood', { first: i * messages, count: messages, length }));
      for (const member of members) {
        const next = Array.from({ length: senders }, (_, i) => i * messages);
        for (let i = 0; i < senders * messages; i++) {
          const { number, text } = await member.next('drop');
          const sender = Math.floor(number / messages);
          assert.equal(number, next[sender]++);
          assert.ok(text === String.fromCharCode(97 + (number % 26)).repeat(length), `text ${number} is what was sent`);
        }
      }
    });

    it('waits for one that does not read, loses nothing, and pings as soon as it reads', async () => {
      const [reader, witness] = [await signIn(options, base), await signIn(options, base)];
      const resume = pause(reader);
      const sent = await fillUntil(async () => (await waiting()) > LARGE, reader, witness);
      let pings = 0;
      reader.socket.io.on('ping', () => pings++);
      resume();
      await take(reader, 0, sent, LARGE);
      while (pings < 3) {
        reader.socket.emit('flood', { to: reader.socket.id, first: pings, count: 1, length: LARGE });
        await take(reader, pings, 1, LARGE);
      }
      assert.ok((await waiting()) < LARGE, 'nothing large waits');
      assert.deepEqual([reader, witness].map(({ socket }) => socket.connected), [true, true]);
    });

    it('is closed when too much waits, and the others go on', async () => {
      const [reader, witness] = [await signIn(options, base), await signIn(options, base)];
      const before = await slowConsumers();
      const resume = pause(reader);
      await fillUntil(async () => (await slowConsumers()) > before, reader, witness);
      assert.ok((await waiting()) < LARGE, 'nothing large waits');
      resume();
      assert.equal(await reader.next('disconnect'), 'transport close');
      assert.equal(witness.socket.connected, true);
    });

    it('that breaks while the server writes leaves nothing behind', async () => {
      const [reader, witness] = [await signIn(options, base), await signIn(options, base)];
      pause(reader);
      await fillUntil(async () => (await waiting()) > LARGE, reader, witness);
      reader.socket.io.engine.transport.ws.terminate();
      while ((await waiting()) > LARGE) {
        await witness.settled();
      }
      witness.socket.emit('flood', { first: 0, count: 1, length: LARGE });
      await take(witness, 0, 1, LARGE);
    });

    it('closes from either side', async () => {
      const [alice, bob] = [await signIn(options, base), await signIn(options, base)];
      const closed = new Promise((resolve) => bob.socket.io.engine.transport.ws.once('close', resolve));
      alice.socket.disconnect();
      assert.equal(await alice.next('disconnect'), 'io client disconnect');
      bob.socket.io.engine.write('not a packet');
      assert.equal(await closed, 1000);
    });
  });
}
