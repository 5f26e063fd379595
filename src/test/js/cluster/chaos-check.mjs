// Judges what clients saw while nodes and Redis failed. Pure: reads a list of facts, each with its time `t` in milliseconds by one clock.
//
//   connect     client, user, socket, node        a connection begins; `socket` is its id, which no other connection has; `watches`: a watcher's
//   disconnect  socket, reason, heard             it ends; `heard`: when a packet, a ping included, came last
//   open        socket, heard                     it has not ended when the run does
//   attempt     socket, message                   a message leaves a connection: once, or again when it is repeated
//   answer      message, outcome                  what became of it for its sender: acked, a code, timeout, disconnected
//   received    socket, message, kind             it came: `message` to the target, `copy` to the sender's other devices, `room`
//   announced   socket, user, online, version     a watcher hears user-online or user-offline
//   snapshot    socket, users                     a watcher's presence-state
//   fault       kind, phase, ms                   kill, freeze or redis; phase begin or end; ms: how long it is to last
//   asked       node, listed, online              what a node's REST API says, when all has been calm for as long as is promised
//   truth       online, doubtful                  who is connected at that time; who has only just gone
//
// A message is named `<client>><target user>#<number>`.

/** What a connection has heard this long after an ack shows that it was alive when the ack came, packets under way left aside. */
const ALIVE_MS = 1000;

/** What is left of a lease at least when its node freezes. */
const LEASE_MS = 3500;

/** A node that is told of the end of its lease takes a new one and writes what it has: two renewals, and 64 shards on a busy machine. */
const RECONCILED_MS = 6000;

/** `tutti.drain.period`, over which a node ends the connections that may have missed something. */
const ENDED_MS = 5000;

/** From its connect until a watcher must have been told who is there. */
const WELCOMED_MS = 2000;

/** After Redis has come back its subscribers do, with a pause of 5 s at most between two attempts. */
const RESUBSCRIBED_MS = 6000;

/**
 * @param minima figure → the least that makes the run worth something
 * @returns violations as sentences, and figures
 */
export function check(facts, minima = {}) {
  const run = gather(facts);
  const violations = [
    ...lost(run),
    ...twice(run),
    ...disordered(run),
    ...wrongPresence(run),
    ...announcedTwice(run),
    ...notAlternating(run),
    ...wrongViews(run),
  ];
  const figures = figuresOf(run, facts);
  for (const [name, least] of Object.entries(minima)) {
    if (!(figures[name] >= least)) {
      violations.push(`vacuous: ${name} is ${figures[name]}, at least ${least} are needed`);
    }
  }
  return { violations, figures };
}

export function targetOf(message) {
  return message.slice(message.indexOf('>') + 1, message.lastIndexOf('#'));
}

function gather(facts) {
  const run = { sockets: new Map(), messages: new Map(), faults: [], asked: [], truth: null, outages: [] };
  const message = (name) => {
    if (!run.messages.has(name)) run.messages.set(name, { name, attempts: [], answer: null });
    return run.messages.get(name);
  };
  facts.forEach((fact, place) => {
    switch (fact.type) {
      case 'connect':
        run.sockets.set(fact.socket, {
          id: fact.socket, client: fact.client, watches: fact.watches, user: fact.user, node: fact.node, since: fact.t, until: Infinity, heard: -Infinity, received: [], presence: [],
        });
        break;
      case 'disconnect':
        Object.assign(run.sockets.get(fact.socket), { until: fact.t, heard: fact.heard, reason: fact.reason });
        break;
      case 'open':
        run.sockets.get(fact.socket).heard = fact.heard;
        break;
      case 'attempt':
        message(fact.message).attempts.push({ socket: fact.socket, t: fact.t, place });
        break;
      case 'answer':
        message(fact.message).answer = fact;
        break;
      case 'received':
        run.sockets.get(fact.socket).received.push(fact);
        break;
      case 'announced':
      case 'snapshot':
        run.sockets.get(fact.socket).presence.push(fact);
        break;
      case 'fault':
        run.faults.push(fact);
        break;
      case 'asked':
        run.asked.push(fact);
        break;
      case 'truth':
        run.truth = fact;
        break;
      default:
        throw new Error(`no such fact: ${fact.type}`);
    }
  });
  run.outages = outages(run.faults);
  run.deaths = deaths(run);
  run.acked = [...run.messages.values()].filter(({ answer }) => answer?.outcome === 'acked');
  return run;
}

/** When Redis was away, and when subscribers may not have been back. */
function outages(faults) {
  const all = [];
  for (const { kind, phase, t } of faults) {
    if (kind !== 'redis') continue;
    if (phase === 'begin') all.push({ begin: t, end: Infinity });
    else all.at(-1).end = t + RESUBSCRIBED_MS;
  }
  return all;
}

/**
 * When a node counted as dead: frozen for as long as its lease may last, and after that until it has found out and written its connections again; a
 * freeze meanwhile prolongs it. Its users are offline for the others, and as long as Redis stays they are reached all the same: what is published waits
 * for the node. So only what an outage of Redis has cut through counts. The node ends its connections then.
 */
function deaths(run) {
  const all = [];
  for (const fault of run.faults.filter(({ kind }) => kind === 'freeze')) {
    const latest = all.findLast(({ node }) => node === fault.node);
    if (fault.phase === 'end') {
      if (latest?.frozen) Object.assign(latest, { to: fault.t + RECONCILED_MS, frozen: false });
    } else if (latest && latest.to > fault.t) {
      Object.assign(latest, { to: Infinity, frozen: true });
    } else if (fault.ms > LEASE_MS) {
      all.push({ node: fault.node, begin: fault.t, from: fault.t + LEASE_MS, to: Infinity, frozen: true });
    }
  }
  return all.filter(({ begin, to }) => awayIn(run, begin, to));
}

function countedAsDead(run, { attempts, answer }, socket) {
  return run.deaths.some(({ node, from, to }) =>
    node === socket.node && from <= answer.t && to >= attempts[0].t && socket.until <= to + ENDED_MS);
}

/** The connections that a message must have reached: there before it was first sent, and heard of well after its ack. */
function owed(run, ofTheDead = false) {
  const byUser = new Map();
  for (const socket of run.sockets.values()) {
    if (!byUser.has(socket.user)) byUser.set(socket.user, []);
    byUser.get(socket.user).push(socket);
  }
  const pairs = [];
  for (const message of run.acked) {
    const target = targetOf(message.name);
    if (target === 'room' || message.attempts.length === 0) continue;
    for (const socket of byUser.get(target) ?? []) {
      const there = socket.since < message.attempts[0].t && socket.heard > message.answer.t + ALIVE_MS;
      if (there && countedAsDead(run, message, socket) === ofTheDead) pairs.push({ message, socket });
    }
  }
  return pairs;
}

function missed(run, pairs) {
  const had = new Map();
  for (const socket of run.sockets.values()) had.set(socket.id, new Set(socket.received.map(({ message }) => message)));
  return pairs.filter(({ message, socket }) => !had.get(socket.id).has(message.name));
}

function lost(run) {
  return missed(run, owed(run))
    .map(({ message, socket }) =>
      `lost: ${message.name}, sent ${times(message)}, acked at ${message.answer.t}, never came to ${named(socket)}`);
}

function times(message) {
  return message.attempts.map(({ t, socket }) => `at ${t} from ${socket}`).join(', ');
}

function named(socket) {
  return `${socket.client} (${socket.user}, ${socket.id}, node ${socket.node}, ${socket.since} to ${socket.until}, heard of at ${socket.heard})`;
}

function twice(run) {
  return repetitions(run)
    .filter(({ excused }) => !excused)
    .map(({ message, t, socket }) => `twice: ${message} came again at ${t} to ${named(socket)}`);
}

/**
 * What came again. Nodes know a private message and its copy again that another node sends again, but no broadcast: one that was sent again on another
 * connection, because its node died or froze before it had answered, may take effect twice.
 */
function repetitions(run) {
  const found = [];
  for (const socket of run.sockets.values()) {
    const seen = new Set();
    for (const { message, kind, t } of socket.received) {
      if (seen.has(message)) {
        const attempts = run.messages.get(message)?.attempts ?? [];
        found.push({ message, t, socket, excused: kind === 'room' && attempts.some((attempt) => attempt.socket !== attempts[0].socket) });
      }
      seen.add(message);
    }
  }
  return found;
}

/**
 * Per connection that sends and connection that receives, and per kind. A message that was sent again may take effect at any of its attempts: it is
 * out of order only when every one of them came after every one of the message that it arrived before. What was also sent on another connection is
 * left out: the node that had the first attempt may be at it yet.
 */
function disordered(run) {
  const found = [];
  for (const socket of run.sockets.values()) {
    const latest = new Map();
    for (const { message, kind, t } of socket.received) {
      const attempts = run.messages.get(message)?.attempts ?? [];
      if (attempts.length === 0) {
        found.push(`unknown: ${message} came at ${t} and nobody has sent it`);
        continue;
      }
      const from = attempts[0].socket;
      if (attempts.some((attempt) => attempt.socket !== from)) continue;
      const pair = `${from} ${kind}`;
      const before = latest.get(pair);
      if (before && before.first > attempts.at(-1).place) {
        found.push(`order: ${message} came at ${t}, after ${before.message}, which was sent later, to ${named(socket)}`);
      }
      if (!before || attempts[0].place > before.first) latest.set(pair, { message, first: attempts[0].place });
    }
  }
  return found;
}

function wrongPresence(run) {
  if (!run.truth) return ['vacuous: nobody was asked who is online'];
  const truth = new Set(run.truth.online);
  const doubtful = new Set(run.truth.doubtful);
  const found = [];
  for (const { node, listed, online, t } of run.asked) {
    for (const [how, said] of [['lists', new Set(listed)], ['answers', new Set(online)]]) {
      for (const user of said) if (!truth.has(user) && !doubtful.has(user)) found.push(`presence: node ${node} ${how} at ${t} ${user}, who is not connected`);
      for (const user of truth) if (!said.has(user)) found.push(`presence: node ${node} ${how} at ${t} without ${user}, who is connected`);
    }
  }
  return found;
}

function announcedTwice(run) {
  const found = [];
  for (const socket of run.sockets.values()) {
    const seen = new Set();
    for (const { type, user, version, t } of socket.presence) {
      if (type !== 'announced') continue;
      const key = `${user} ${version}`;
      if (seen.has(key)) found.push(`announced twice: version ${version} of ${user}, again at ${t}, to ${named(socket)}`);
      seen.add(key);
    }
  }
  return found;
}

/**
 * By their versions a user's comings and goings take turns, unless Redis was away between the two: pub/sub loses what is published then. Or a node died:
 * what it had not told yet, and has been undone since, nobody tells.
 */
function notAlternating(run) {
  const found = [];
  for (const socket of run.sockets.values()) {
    const byUser = byUserOf(announcements(socket));
    for (const [user, all] of byUser) {
      all.sort((a, b) => a.version - b.version);
      for (let i = 1; i < all.length; i++) {
        const [earlier, later] = [all[i - 1], all[i]];
        const [from, to] = [Math.min(earlier.t, later.t), Math.max(earlier.t, later.t)];
        if (earlier.online === later.online && !awayIn(run, from, to) && !killedIn(run, from, to)) {
          const way = later.online ? 'online' : 'offline';
          found.push(`alternation: ${user} went ${way} at ${earlier.t} and ${later.t}, nothing between, for ${named(socket)}`);
        }
      }
    }
  }
  return found;
}

function announcements(socket) {
  return socket.presence.filter(({ type }) => type === 'announced');
}

function byUserOf(all) {
  const groups = new Map();
  for (const one of all) {
    if (!groups.has(one.user)) groups.set(one.user, []);
    groups.get(one.user).push(one);
  }
  return groups;
}

function killedIn(run, from, to) {
  return run.faults.some(({ kind, phase, t }) => kind === 'kill' && phase === 'begin' && t >= from && t <= to);
}

function awayIn(run, from, to) {
  return run.outages.some(({ begin, end }) => begin <= to && end >= from);
}

/** Watchers' connections that are there at the end and not quite new. */
function watching(run) {
  const end = run.truth?.t ?? -Infinity;
  return [...run.sockets.values()].filter(({ watches, since, until }) => watches && since < end - WELCOMED_MS && until >= end);
}

/** What a watcher takes for true in the end: the last snapshot, and each user's latest version since. */
function views(run) {
  const wrong = [];
  if (!run.truth) return wrong;
  const [truth, doubtful] = [new Set(run.truth.online), new Set(run.truth.doubtful)];
  for (const socket of watching(run)) {
    const snapshot = socket.presence.findLast(({ type, t }) => type === 'snapshot' && t <= run.truth.t);
    const view = new Set(snapshot?.users);
    const versions = new Map();
    for (const fact of socket.presence.slice(snapshot ? socket.presence.indexOf(snapshot) + 1 : 0)) {
      if (fact.t > run.truth.t || (versions.get(fact.user) ?? -1) > fact.version) continue;
      versions.set(fact.user, fact.version);
      if (fact.online) view.add(fact.user);
      else view.delete(fact.user);
    }
    const users = [...truth, ...view].filter((user, i, all) => all.indexOf(user) === i && user !== socket.user && !doubtful.has(user));
    for (const user of users) {
      if (truth.has(user) !== view.has(user)) wrong.push({ socket, user, online: truth.has(user) });
    }
  }
  return wrong;
}

function wrongViews(run) {
  return views(run).map(({ socket, user, online }) =>
    `view: ${user} is ${online ? 'online' : 'offline'}, and was not said to be to ${named(socket)}`);
}

function figuresOf(run, facts) {
  const sockets = [...run.sockets.values()];
  const answers = [...run.messages.values()].map(({ answer }) => answer?.outcome ?? 'none');
  const received = (kind) => facts.filter((fact) => fact.type === 'received' && fact.kind === kind).length;
  const begun = (kind, ms = 0) => run.faults.filter((fault) => fault.kind === kind && fault.phase === 'begin' && fault.ms >= ms).length;
  const outcomes = {};
  for (const outcome of answers) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  return {
    clients: new Set(sockets.map(({ client }) => client)).size,
    connections: sockets.length,
    reconnects: sockets.length - new Set(sockets.map(({ client }) => client)).size,
    sent: run.messages.size,
    acked: run.acked.length,
    repeated: [...run.messages.values()].filter(({ attempts }) => attempts.length > 1).length,
    owed: owed(run).length,
    owedToTheDead: owed(run, true).length,
    missedByTheDead: missed(run, owed(run, true)).length,
    received: received('message'),
    copies: received('copy'),
    roomReceived: received('room'),
    roomTwice: repetitions(run).filter(({ excused }) => excused).length,
    announced: sockets.reduce((sum, socket) => sum + announcements(socket).length, 0),
    views: watching(run).length,
    kills: begun('kill'),
    freezes: begun('freeze'),
    longFreezes: begun('freeze', 6000),
    redisRestarts: begun('redis'),
    nodesAsked: run.asked.length,
    online: run.truth?.online.length ?? 0,
    outcomes,
  };
}
