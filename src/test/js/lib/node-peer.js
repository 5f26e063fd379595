// A Socket.IO server on Node.js that shares a Redis with ours, with clients of its own. dev.tutti.redis.NodePeer starts
// it and tells it what to do, a line of JSON each way: {id, call, ...} is answered by {id, result} or {id, error}; what
// its clients and its application hear comes as {event, ...}. Binary values are {"$hex": "0102"}.
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { createAdapter, createShardedAdapter } from '@socket.io/redis-adapter';
import { Emitter } from '@socket.io/redis-emitter';
import { createClient } from 'redis';
import { Server } from 'socket.io';
import { io as connect } from 'socket.io-client';

const NAMESPACE = '/chat';
const sharded = process.env.PEER_MODE === 'sharded';

const publisher = createClient({ url: process.env.PEER_REDIS });
const subscriber = publisher.duplicate();
await Promise.all([publisher.connect(), subscriber.connect()]);

const http = createServer();
const io = new Server(http, {
  adapter: sharded ? createShardedAdapter(publisher, subscriber) : createAdapter(publisher, subscriber),
});
const chat = io.of(NAMESPACE);
const emitter = new Emitter(publisher).of(NAMESPACE);
const clients = new Map();

function readable(value) {
  return JSON.parse(value, (key, inner) => (inner?.$hex === undefined ? inner : Buffer.from(inner.$hex, 'hex')));
}

function writable(value) {
  if (Buffer.isBuffer(value) || value instanceof Uint8Array) {
    return { $hex: Buffer.from(value).toString('hex') };
  }
  if (Array.isArray(value)) {
    return value.map(writable);
  }
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, writable(inner)]));
  }
  return value;
}

function say(line) {
  process.stdout.write(`${JSON.stringify(writable(line))}\n`);
}

// Commands of one connection are answered in their order: all subscriptions before this one are there.
async function subscribed() {
  const name = `barrier ${Math.random()}`;
  await (sharded ? subscriber.sSubscribe(name, () => {}) : subscriber.subscribe(name, () => {}));
}

chat.on('connection', async (socket) => {
  socket.data = { user: socket.handshake.auth.name };
  socket.join(socket.handshake.auth.rooms);
  await subscribed();
  socket.emit('there', socket.id);
});

for (const name of ['greet', 'sum']) {
  chat.on(name, (...args) => {
    const answer = typeof args.at(-1) === 'function' ? args.pop() : undefined;
    say({ event: 'server', name, args });
    answer?.({ sum: args.reduce((sum, value) => sum + value, 0) });
  });
}

// Who is meant, of our server or, by way of the emitter, of all of them.
function selected({ to = [], except = [], by = 'server' }) {
  return (by === 'emitter' ? emitter : chat).to(to).except(except);
}

function described(socket) {
  return { id: socket.id, rooms: [...socket.rooms].sort(), data: socket.data, address: socket.handshake.address };
}

const calls = {
  client({ name, rooms = [], answer }) {
    const client = connect(`http://127.0.0.1:${http.address().port}${NAMESPACE}`, {
      transports: ['websocket'],
      forceNew: true,
      auth: { name, rooms },
    });
    clients.set(name, client);
    client.on('disconnect', (reason) => say({ event: 'gone', name, reason }));
    return new Promise((resolve, reject) => {
      client.on('connect_error', reject);
      client.once('there', (id) => {
        client.onAny((...args) => {
          const respond = typeof args.at(-1) === 'function' ? args.pop() : undefined;
          say({ event: 'client', name, args });
          respond?.(answer);
        });
        resolve(id);
      });
    });
  },
  rooms({ sid }) {
    return [...(chat.sockets.get(sid)?.rooms ?? [])].sort();
  },
  emit(request) {
    const target = request.volatile ? selected(request).volatile : selected(request);
    target.emit(...request.args);
  },
  ask(request) {
    return selected(request).timeout(10_000).emitWithAck(...request.args);
  },
  async fetch(request) {
    return (await selected(request).fetchSockets()).map(described);
  },
  async join(request) {
    selected(request).socketsJoin(request.rooms);
    await subscribed();
  },
  leave(request) {
    selected(request).socketsLeave(request.rooms);
  },
  disconnect(request) {
    selected(request).disconnectSockets(request.close);
  },
  tell({ by, args }) {
    (by === 'emitter' ? emitter : chat).serverSideEmit(...args);
  },
  question({ args }) {
    return chat.serverSideEmitWithAck(...args);
  },
  async reset() {
    const gone = [...chat.sockets.values()].map((socket) => new Promise((resolve) => socket.once('disconnect', resolve)));
    for (const client of clients.values()) {
      client.off();
      client.offAny();
      client.disconnect();
    }
    clients.clear();
    await Promise.all(gone);
    await subscribed();
  },
};

async function perform({ id, call, ...request }) {
  try {
    say({ id, result: (await calls[call](request)) ?? null });
  } catch (error) {
    say({ id, error: `${error.message}` });
  }
}

http.listen(0, '127.0.0.1', async () => {
  await subscribed();
  say({ event: 'ready' });
});

createInterface({ input: process.stdin })
  .on('line', (line) => perform(readable(line)))
  .on('close', () => process.exit(0));
