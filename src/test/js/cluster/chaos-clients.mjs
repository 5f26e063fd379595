// The official clients of a chaos run, what they do, and the facts they note for chaos-check.mjs.
import { performance } from 'node:perf_hooks';
import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import { token } from '../lib/tokens.js';

export const ROOM = 'chaos';

const TRANSPORTS = [
  ...Array(6).fill(['websocket']),
  ...Array(2).fill(['polling']),
  ...Array(2).fill(['polling', 'websocket']),
];

/** What a node answers in the end must come within this; above the server's own limit of 5 s. */
const PATIENCE_MS = 10_000;

/** Attempts of one message, and for how long: nodes know a delivery again for a minute. */
const ATTEMPTS = 5;
const GIVE_UP_MS = 40_000;

/** Everything that happened, in its order. */
export class Facts {
  list = [];

  note(type, more) {
    this.list.push({ t: now(), type, ...more });
  }
}

export function now() {
  return Math.round(performance.now());
}

/**
 * How a device sends its messages:
 * - `once`: with an ack, without a clientMessageId, given up when the ack does not come;
 * - `again`: with a clientMessageId, the application repeats what was not acked, or refused as retryable, whatever it sends meanwhile;
 * - `queue`: with a clientMessageId and the client's own `retries`: one after the other.
 */
export const MANNERS = ['once', 'again', 'queue'];

/** One device: a socket of the official client that goes on at another node when its own fails. */
export class Device {
  #facts;
  #random;
  #count = 0;
  #heard = -Infinity;
  sid = null;
  gone = -Infinity;
  joined = false;

  constructor({ name, user, manner, watches, nodes, facts, random }) {
    Object.assign(this, { name, user, manner, watches, nodes });
    this.#facts = facts;
    this.#random = random;
    const manager = { reconnectionDelay: 200, reconnectionDelayMax: 1500, timeout: 3000, forceNew: true, autoConnect: false };
    const queue = manner === 'queue' ? { retries: 3, ackTimeout: PATIENCE_MS } : {};
    const bearer = token(user);
    this.socket = io(random.pick(nodes), { ...manager, ...queue, transports: random.pick(TRANSPORTS), auth: { token: bearer } });
    this.#listen();
  }

  connect() {
    this.socket.connect();
  }

  /** For good, or until {@link connect}. */
  leave() {
    this.socket.disconnect();
  }

  /** As when a telephone changes its network: the client notices and connects again, perhaps elsewhere. */
  hop() {
    if (this.connected) this.socket.io.engine.close();
  }

  get connected() {
    return this.sid !== null;
  }

  /** Notes what there is to say of a connection that outlives the run. */
  end() {
    if (this.connected) this.#facts.note('open', { socket: this.sid, heard: this.#heard });
    this.socket.removeAllListeners();
    this.socket.offAnyOutgoing();
    this.socket.disconnect();
  }

  sendTo(target) {
    const message = `${this.name}>${target}#${++this.#count}`;
    const named = this.manner === 'once' ? {} : { clientMessageId: randomUUID() };
    const payload = { targetUserId: target, message, ...named };
    const begin = now();
    const attempt = (left) => this.#emit('private-message', payload, (outcome, retryable) => {
      const again = this.manner === 'again' && retryable && left > 1 && now() - begin < GIVE_UP_MS;
      if (again) setTimeout(() => attempt(left - 1), 200 + 800 * Math.random());
      else this.#facts.note('answer', { message, outcome });
    });
    attempt(ATTEMPTS);
  }

  sendToRoom() {
    if (!this.joined) return;
    const message = `${this.name}>room#${++this.#count}`;
    const payload = { action: 'play', songId: message, currentTime: 1, room: ROOM, clientMessageId: randomUUID() };
    this.#emit('music-sync', payload, (outcome) => this.#facts.note('answer', { message, outcome }));
  }

  #emit(event, payload, answered) {
    const socket = this.manner === 'queue' ? this.socket : this.socket.timeout(PATIENCE_MS);
    socket.emit(event, payload, (error, answer) => {
      if (error) answered(error.message.includes('disconnect') ? 'disconnected' : 'timeout', true);
      else answered(answer.success ? 'acked' : answer.code, answer.retryable === true);
    });
  }

  #listen() {
    const { socket } = this;
    socket.io.on('reconnect_attempt', () => {
      socket.io.uri = this.#random.pick(this.nodes);
    });
    socket.io.on('open', () => socket.io.engine.on('packet', () => {
      this.#heard = now();
    }));
    socket.on('connect', () => this.#connected());
    socket.on('disconnect', (reason) => this.#disconnected(reason));
    socket.on('connect_error', (error) => {
      // What has no code is the transport's trouble, after which the client tries again.
      if (error.data) this.#facts.note('refused', { client: this.name, code: error.data.code });
    });
    socket.onAnyOutgoing((event, { message, songId }) => {
      if (message ?? songId) this.#facts.note('attempt', { socket: socket.id, message: message ?? songId });
    });
    socket.on('private-message', ({ message, targetUserId }) => this.#received(message, targetUserId === undefined ? 'message' : 'copy'));
    socket.on('music-sync', ({ songId }) => this.#received(songId, 'room'));
    if (this.watches) this.#watch();
  }

  #watch() {
    for (const event of ['user-online', 'user-offline']) {
      this.socket.on(event, ({ userId, version }) =>
        this.#facts.note('announced', { socket: this.sid, user: userId, online: event === 'user-online', version }));
    }
    this.socket.on('presence-state', ({ users }) => this.#facts.note('snapshot', { socket: this.sid, users }));
  }

  #connected() {
    this.sid = this.socket.id;
    this.#facts.note('connect', { client: this.name, user: this.user, watches: this.watches, socket: this.sid, node: this.nodes.indexOf(this.socket.io.uri) });
    this.#join(this.sid);
  }

  #disconnected(reason) {
    // The client says so too of a transport on which it was never let in.
    if (!this.connected) return;
    this.#facts.note('disconnect', { socket: this.sid, reason, heard: this.#heard });
    this.sid = null;
    this.joined = false;
    this.gone = now();
  }

  #received(message, kind) {
    this.#facts.note('received', { socket: this.sid, message, kind });
  }

  /** Until it is in, or its connection has gone. */
  #join(sid) {
    if (this.sid !== sid) return;
    this.socket.timeout(PATIENCE_MS).emit('join-room', { room: ROOM }, (error, answer) => {
      if (!error && answer.success) this.joined = this.sid === sid;
      else setTimeout(() => this.#join(sid), 1000);
    });
  }
}
