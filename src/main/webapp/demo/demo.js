// A Socket.IO client for people: every event of the server by hand. No framework, and text only ever through textContent.
import { io } from '../socket.io/socket.io.esm.min.js';
import { api, developmentToken, expiryOf } from './backend.js';
import { byId, chips, entry, fieldsOf, log } from './view.js';

const LISTED = 100;
const ACK_TIMEOUT_MS = 5000;

let socket = null;
let identity = null;
let ended = null;
const rooms = new Set();
const online = new Set();

// Session

byId('sign-in').addEventListener('submit', async (event) => {
  event.preventDefault();
  const fields = fieldsOf(event.target);
  identity = { user: fields.user?.trim() || 'alice', groups: groupsOf(fields.groups), ownToken: fields.token };
  connect(fields.transports.split(','));
});

byId('disconnect').addEventListener('click', () => {
  socket?.disconnect();
  socket = null;
});

byId('refresh').addEventListener('click', () => attempt(async () => emit('token-refresh', { token: await freshToken() })));

function groupsOf(text) {
  return (text ?? '').split(',').map((group) => group.trim()).filter(Boolean);
}

async function freshToken() {
  const token = identity.ownToken || (await developmentToken(identity.user, identity.groups));
  showExpiry(token);
  return token;
}

function showExpiry(token) {
  const expiry = expiryOf(token);
  byId('expiry').textContent = expiry ? expiry.toLocaleTimeString() : 'unknown';
}

function connect(transports) {
  socket?.removeAllListeners();
  socket?.disconnect();
  forget();
  ended = null;
  // The function is asked again at each reconnect, so that an old token is never tried twice.
  socket = io({
    path: new URL('../socket.io/', import.meta.url).pathname,
    transports,
    forceNew: true,
    ackTimeout: ACK_TIMEOUT_MS,
    auth: (answer) => void freshToken().then((token) => answer({ token }), (error) => tokenFailed(error)),
  });
  listen(socket);
  status('connecting …', 'off');
}

function tokenFailed(error) {
  log('bad', 'no token', error.message);
  status('no token', 'bad');
  socket?.disconnect();
}

function listen(to) {
  to.on('connect', () => {
    ended = null;
    status(`connected as ${identity.user}`, 'on');
    live(true);
    showTransport(to);
    to.io.engine.on('upgrade', () => showTransport(to));
  });
  to.on('connect_error', (error) => {
    log('bad', 'connect_error', { message: error.message, data: error.data });
    status(to.active ? 'trying again …' : `refused: ${error.message}`, 'bad');
  });
  to.on('disconnect', (reason) => {
    log('bad', 'disconnect', reason);
    forget();
    status(to.active ? `lost (${reason}), trying again …` : ended ?? `disconnected: ${reason}`, 'bad');
  });
  to.onAny((event, ...args) => {
    log('in', event, ...args);
    if (Object.hasOwn(handlers, event)) {
      handlers[event](...args);
    }
  });
}

function showTransport(of) {
  byId('transport').textContent = of.io.engine.transport.name;
}

function forget() {
  rooms.clear();
  online.clear();
  live(false);
  byId('me').textContent = '–';
  byId('transport').textContent = '–';
  showRooms();
  showOnline();
}

function live(on) {
  for (const button of document.querySelectorAll('[data-live], #refresh, #disconnect')) {
    button.disabled = !on;
  }
}

function status(text, state) {
  const element = byId('status');
  element.textContent = text;
  element.dataset.state = state;
}

// What the server sends

const handlers = {
  connected({ userId }) {
    byId('me').textContent = userId;
  },
  'joined-room'({ room }) {
    rooms.add(room);
    showRooms();
  },
  'left-room'({ room }) {
    rooms.delete(room);
    showRooms();
  },
  'private-message'({ senderId, senderUsername, message, timestamp }) {
    entry('messages', `${senderUsername ?? senderId}: ${message}`, timestamp, LISTED);
  },
  'message-sent'({ targetUserId, message, timestamp }) {
    entry('messages', `to ${targetUserId}: ${message}`, timestamp, LISTED);
  },
  'music-sync'({ action, songId, currentTime, userId }) {
    byId('playing').textContent = `${userId}: ${action} ${songId} at ${currentTime ?? 0} s`;
  },
  'presence-state'({ users }) {
    online.clear();
    users.forEach((user) => online.add(user));
    showOnline();
  },
  'user-online'({ userId }) {
    online.add(userId);
    showOnline();
  },
  'user-offline'({ userId }) {
    online.delete(userId);
    showOnline();
  },
  notification({ type, message, timestamp }) {
    entry('notifications', `${type}: ${message ?? ''}`, timestamp, LISTED);
  },
  'rate-limit-exceeded'({ event, resetTime }) {
    status(`too many "${event}": again at ${new Date(resetTime).toLocaleTimeString()}`, 'bad');
  },
  'token-expiring'() {
    status('the token ends soon: refresh it', 'bad');
  },
  'session-ended'({ code }) {
    ended = `session ended: ${code}`;
    status(ended, 'bad');
  },
};

function showRooms() {
  chips('rooms', rooms, 'Leave', (room) => emit('leave-room', { room }));
}

function showOnline() {
  chips('online', online);
  byId('users').replaceChildren(...[...online].map((user) => new Option(user)));
}

// What we send

async function emit(event, ...args) {
  log('out', event, ...args.map(withoutToken));
  try {
    const answer = await socket.emitWithAck(event, ...args);
    log(answer?.success === false ? 'bad' : 'ack', `ack of ${event}`, answer);
    return answer;
  } catch (error) {
    log('bad', `no ack of ${event}`, error.message);
    return undefined;
  }
}

/** A token on the screen is a token in the next screenshot. */
function withoutToken(arg) {
  return arg?.token ? { ...arg, token: '…' } : arg;
}

/** A double click is one: the second finds the first under way. */
function onSubmit(form, send) {
  let busy = false;
  byId(form).addEventListener('submit', async (event) => {
    event.preventDefault();
    if (busy) {
      return;
    }
    busy = true;
    await attempt(() => send(fieldsOf(event.target)));
    busy = false;
  });
}

async function attempt(action) {
  try {
    await action();
  } catch (error) {
    log('bad', 'failed', error.message);
  }
}

onSubmit('join', ({ room }) => emit('join-room', { room }));
onSubmit('message', (fields) => emit('private-message', { ...fields, clientMessageId: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}` }));
onSubmit('music', async ({ action, songId, currentTime, room }) => {
  const change = { action, songId, currentTime: Number(currentTime), ...(room && { room }) };
  const answer = await emit('music-sync', change);
  if (answer?.success) {
    handlers['music-sync']({ ...change, userId: 'you' });
  }
});
onSubmit('any', ({ event, args }) => {
  const list = JSON.parse(args || '[]');
  if (!Array.isArray(list)) {
    throw new Error('arguments are a JSON array');
  }
  return emit(event, ...list);
});
byId('burst').addEventListener('click', () => {
  const { room } = fieldsOf(byId('join'));
  for (let i = 1; i <= 15; i++) {
    void emit('join-room', { room: `${room}-${i}` });
  }
});

// As a back end

async function call(method, path, body) {
  log('out', `${method} ${path}`, ...(body ? [body] : []));
  const { ok, status: code, answer } = await api(method, path, body);
  log(ok ? 'ack' : 'bad', `${code} ${path}`, answer);
}

onSubmit('notify', ({ to, type, message }) =>
  call('POST', 'api/notifications', { ...(to ? { user: to } : { all: true }), type, message }));
onSubmit('broadcast', ({ event, data }) => call('POST', 'api/broadcast', { event, data: JSON.parse(data || '{}') }));
byId('stats').addEventListener('click', () => attempt(() => call('GET', 'api/stats')));
byId('presence').addEventListener('click', () => attempt(() => call('GET', 'api/presence')));
byId('sign-out').addEventListener('click', () => attempt(() => {
  const { to } = fieldsOf(byId('notify'));
  if (!to) {
    throw new Error('name the user in the field "To"');
  }
  return call('DELETE', `api/users/${encodeURIComponent(to)}/sessions`);
}));

byId('clear').addEventListener('click', () => byId('log').replaceChildren());
forget();
