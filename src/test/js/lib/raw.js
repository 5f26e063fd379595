// Engine.IO without a client: whatever bytes a test wants to send.
import WebSocket from 'ws';
import { TUTTI } from './environment.js';
import { secret } from './secrets.js';

const PATIENCE_MS = 10_000;
const open = new Set();

export function closeAll() {
  for (const socket of open) {
    socket.close();
  }
  open.clear();
}

export function endpoint(base = TUTTI, path = 'socket.io/') {
  return new URL(path, base);
}

function address(at, parameters) {
  const url = new URL(at);
  for (const [name, value] of Object.entries({ EIO: '4', ...parameters })) {
    if (value !== undefined) {
      url.searchParams.set(name, value);
    }
  }
  return url;
}

/** One HTTP request, as it is. */
export async function request(at, parameters, options = {}) {
  const response = await fetch(address(at, parameters), options);
  return { status: response.status, headers: response.headers, body: await response.text() };
}

/** A polling session. */
export class Polling {
  static async open(at = endpoint(), headers = {}) {
    const { status, body } = await request(at, { transport: 'polling' }, { headers });
    if (status !== 200) {
      throw new Error(`handshake: ${status} ${body}`);
    }
    return new Polling(at, JSON.parse(body.slice(1)));
  }

  constructor(at, handshake) {
    this.at = at;
    this.handshake = handshake;
    this.sid = secret(handshake.sid);
  }

  get(options) {
    return request(this.at, { transport: 'polling', sid: this.sid }, options);
  }

  post(body, options = {}) {
    return request(this.at, { transport: 'polling', sid: this.sid }, { method: 'POST', body, ...options });
  }

  /** What the next poll brings, pings answered and left out. */
  async receive() {
    for (;;) {
      const { status, body } = await this.get();
      if (status !== 200) {
        throw new Error(`poll: ${status} ${body}`);
      }
      const packets = body.split('\u001e');
      const others = packets.filter((packet) => packet !== '2');
      if (others.length < packets.length) {
        await this.post('3');
      }
      if (others.length > 0) {
        return others.join('\u001e');
      }
    }
  }

  /** Joins a namespace and returns the reply. */
  async join(packet = '40') {
    await this.post(packet);
    return this.receive();
  }

  webSocket() {
    return RawSocket.open(this.at, { sid: this.sid });
  }
}

/** A WebSocket whose frames wait until a test asks for them; binary ones are Buffers. */
export class RawSocket {
  #frames = [];
  #waiting = [];

  static open(at = endpoint(), parameters = {}, options = {}) {
    const url = address(at, { transport: 'websocket', ...parameters });
    url.protocol = 'ws:';
    return new RawSocket(new WebSocket(url, options));
  }

  /** Opened, with the handshake taken, and joined to the root namespace. */
  static async joined(at = endpoint(), connect = '40') {
    const socket = RawSocket.open(at);
    await socket.handshake();
    socket.send(connect);
    await socket.until((frame) => String(frame).startsWith('40'));
    return socket;
  }

  constructor(socket) {
    this.socket = socket;
    open.add(this);
    this.closed = new Promise((resolve) => socket.on('close', (code) => resolve(code)));
    this.refused = new Promise((resolve) => {
      socket.on('unexpected-response', (_, response) => {
        let body = '';
        response.on('data', (chunk) => (body += chunk));
        response.on('end', () => resolve({ status: response.statusCode, body }));
      });
    });
    socket.on('error', () => {});
    socket.on('message', (data, isBinary) => this.#arrive(isBinary ? data : data.toString()));
    this.closed.then((code) => this.#arrive({ closed: code }));
  }

  async opened() {
    await Promise.race([
      new Promise((resolve) => this.socket.once('open', resolve)),
      this.refused.then(({ status }) => Promise.reject(new Error(`refused: ${status}`))),
    ]);
    return this;
  }

  async handshake() {
    const frame = await this.next();
    const packet = JSON.parse(String(frame).slice(1));
    secret(packet.sid);
    return packet;
  }

  send(frame) {
    this.socket.send(frame);
  }

  /** The next frame, pings answered and left out; `{ closed: code }` at the end. */
  async next() {
    for (;;) {
      const frame = await this.nextOfAny();
      if (frame !== '2') {
        return frame;
      }
      this.send('3');
    }
  }

  nextOfAny() {
    if (this.#frames.length > 0) {
      return Promise.resolve(this.#frames.shift());
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('no frame came')), PATIENCE_MS);
      this.#waiting.push((frame) => {
        clearTimeout(timer);
        resolve(frame);
      });
    });
  }

  async until(fits) {
    for (;;) {
      const frame = await this.next();
      if (fits(frame)) {
        return frame;
      }
      if (frame.closed !== undefined) {
        throw new Error(`closed with ${frame.closed}`);
      }
    }
  }

  close() {
    this.socket.terminate();
  }

  #arrive(frame) {
    const waiter = this.#waiting.shift();
    if (waiter) {
      waiter(frame);
    } else {
      this.#frames.push(frame);
    }
  }
}
