// The official client with a memory: whatever arrives is kept until a test asks for it, so that no listener comes too late.
import { io } from 'socket.io-client';
import { TUTTI } from './environment.js';
import { someone, token } from './tokens.js';
import { secret } from './secrets.js';

/** The options of the seed's client service. */
export const SEED = { transports: ['websocket', 'polling'], timeout: 5000, retries: 3 };

const PATIENCE_MS = 10_000;
const open = new Set();

/** Closes what a test has opened. */
export function closeAll() {
  for (const client of open) {
    client.close();
  }
  open.clear();
}

/** A client that is not connected yet. */
export function client(options = {}, base = TUTTI) {
  return new Client(options, base);
}

/** A client of a user, connected and greeted. */
export async function signIn(user = someone(), options = {}) {
  const created = client({ auth: { token: token(user) }, ...options });
  created.user = user;
  await created.connect();
  return created;
}

export class Client {
  #arrived = [];
  #waiting = [];

  constructor(options, base) {
    this.socket = io(base.origin, {
      path: `${base.pathname}socket.io/`,
      forceNew: true,
      autoConnect: false,
      reconnection: false,
      transports: ['websocket'],
      ...options,
    });
    this.socket.onAny((event, ...args) => this.#arrive(event, args));
    for (const event of ['connect', 'connect_error', 'disconnect']) {
      this.socket.on(event, (...args) => this.#arrive(event, args));
    }
    open.add(this);
  }

  /** Connects and returns what `connected` says. */
  async connect() {
    this.socket.connect();
    const first = await this.nextOf('connected', 'connect_error');
    if (first.event === 'connect_error') {
      throw first.args[0];
    }
    secret(this.socket.io.engine.id);
    return first.args[0];
  }

  /** Tries to connect where a refusal is expected, and returns it. */
  async refusal() {
    this.socket.connect();
    const first = await this.nextOf('connect', 'connect_error');
    if (first.event === 'connect') {
      throw new Error('was let in');
    }
    return first.args[0];
  }

  /** The first argument of the next such event, or of one that has come and was not asked for yet. */
  async next(event, fits = () => true) {
    return (await this.#take((arrival) => arrival.event === event && fits(...arrival.args), event)).args[0];
  }

  async nextArgs(event) {
    return (await this.#take((arrival) => arrival.event === event, event)).args;
  }

  async nextOf(...events) {
    return this.#take((arrival) => events.includes(arrival.event), events.join(' or '));
  }

  /** All that has come under this name and was not asked for. */
  received(event) {
    return this.#arrived.filter((arrival) => arrival.event === event).map((arrival) => arrival.args[0]);
  }

  /** Sends an event and returns its ack. */
  emit(event, ...args) {
    return this.socket.timeout(PATIENCE_MS).emitWithAck(event, ...args);
  }

  /** What was sent to this client before is here when this is over: the server keeps the order. */
  async settled() {
    await this.emit('no-such-event');
  }

  close() {
    this.socket.removeAllListeners();
    this.socket.disconnect();
  }

  #arrive(event, args) {
    const arrival = { event, args };
    const index = this.#waiting.findIndex((waiter) => waiter.fits(arrival));
    if (index >= 0) {
      this.#waiting.splice(index, 1)[0].resolve(arrival);
    } else {
      this.#arrived.push(arrival);
    }
  }

  #take(fits, what) {
    const index = this.#arrived.findIndex(fits);
    if (index >= 0) {
      return Promise.resolve(this.#arrived.splice(index, 1)[0]);
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`"${what}" did not come; came: ${this.#seen()}`)), PATIENCE_MS);
      const arrived = (arrival) => {
        clearTimeout(timer);
        resolve(arrival);
      };
      this.#waiting.push({ fits, resolve: arrived });
    });
  }

  #seen() {
    return this.#arrived.map((arrival) => arrival.event).join(', ') || 'nothing';
  }
}
