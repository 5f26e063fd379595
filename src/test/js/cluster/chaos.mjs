// 200 official clients over nodes that are killed, frozen and cut off from Redis. dev.tutti.it.ChaosIT starts the nodes and this, does the harm, and
// says on standard input what it does: `fault <kind> <begin|end> <node> <ms>`, and `calm` after the last one. A line `connected` on standard output
// says that all clients are there. Exits with 1 when a promise was broken; all facts are in CHAOS_FACTS.
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { backendToken } from '../lib/tokens.js';
import { check } from './chaos-check.mjs';
import { Device, Facts, MANNERS, now } from './chaos-clients.mjs';
import { Random } from './random.js';

const NODES = process.env.CHAOS_NODES.split(',');
const MINIMA = JSON.parse(process.env.CHAOS_MINIMA);
const GRACE_MS = Number(process.env.CHAOS_GRACE_MS);
const random = new Random(Number(process.env.CHAOS_SEED));

const USERS = 150;
const TWO_DEVICES = 50;
const WATCHERS = 8;
const COMING_AND_GOING = 20;
const MESSAGES_A_SECOND = Number(process.env.CHAOS_RATE ?? 60);
const ROOM_MESSAGES_A_SECOND = 2;
/** Nodes that were killed have clients again soon. */
const HOPS_A_SECOND = 2;

/** Presence is right this long after the last fault. */
const PROMISE_MS = 20_000;
/** The client's pauses, and what a busy machine adds. */
const RECONNECTED_MS = 5000;
/** What is under way arrives, and each connection hears a ping. */
const SETTLE_MS = 7_000;
/** A node that was killed may be starting for long on a busy machine. */
const PATIENCE_MS = 180_000;

const facts = new Facts();
const users = Array.from({ length: USERS }, (_, i) => `u${i}`);
const devices = [];
users.forEach((user, i) => {
  for (let device = 0; device < (i < TWO_DEVICES ? 2 : 1); device++) {
    const name = `${user}.${device}`;
    const watches = i >= USERS - WATCHERS;
    devices.push(new Device({ name, user, watches, manner: random.pick(MANNERS), nodes: NODES, facts, random }));
  }
});
const watchers = devices.filter(({ watches }) => watches);
const nomads = devices.slice(2 * TWO_DEVICES, 2 * TWO_DEVICES + COMING_AND_GOING);
const senders = devices.filter((device) => !watchers.includes(device) && !nomads.includes(device));

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
let working = true;
let moving = true;

async function until(holds, what) {
  const end = now() + PATIENCE_MS;
  while (!(await holds())) {
    if (now() > end) throw new Error(`never ${what}`);
    await pause(50);
  }
}

async function work(aSecond, step) {
  while (working) {
    await pause((1000 / aSecond) * random.between(0.5, 1.5));
    step();
  }
}

async function comeAndGo(nomad) {
  while (moving) {
    await pause(random.between(2000, 9000));
    if (!moving) return;
    nomad.leave();
    await pause(random.between(1000, 9000));
    // Half of them stay away in the end.
    if (moving || random.next() < 0.5) nomad.connect();
    else nomad.away = true;
  }
}

async function rest(node, path) {
  const response = await fetch(new URL(`api/${path}`, node), { headers: { authorization: `Bearer ${backendToken()}` }, signal: AbortSignal.timeout(5000) });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response.json();
}

async function listed(node) {
  const all = [];
  let cursor = '';
  do {
    const page = await rest(node, `presence?limit=1000${cursor}`);
    all.push(...page.users);
    cursor = page.next && `&cursor=${encodeURIComponent(page.next)}`;
  } while (cursor);
  return all;
}

async function ask(node) {
  const online = [];
  for (const user of users) if ((await rest(node, `presence/${user}`)).online) online.push(user);
  return { node: NODES.indexOf(node), listed: await listed(node), online };
}

/** A node that is starting yet is asked when it answers. */
async function askWhenThere(node) {
  await until(() => rest(node, 'stats').then(() => true, () => false), `an answer of ${node}`);
  facts.note('asked', await ask(node));
}

function noteTruth() {
  const connected = new Set(devices.filter((device) => device.connected).map(({ user }) => user));
  const doubtful = devices.filter(({ user, gone }) => !connected.has(user) && now() - gone < GRACE_MS + 2000).map(({ user }) => user);
  facts.note('truth', { online: [...connected], doubtful });
  const stuck = devices.filter((device) => !device.connected && !device.away && now() - device.gone > RECONNECTED_MS);
  for (const device of stuck) problems.push(`${device.name} is not connected again`);
}

const problems = [];

function hear(line) {
  const [word, kind, phase, node, ms] = line.split(' ');
  if (word === 'fault') facts.note('fault', { kind, phase, node: Number(node), ms: Number(ms) });
  if (word === 'calm') calm().then(judge).catch((error) => {
    writeFacts();
    fail([error.stack]);
  });
}

async function calm() {
  moving = false;
  await pause(PROMISE_MS);
  noteTruth();
  await Promise.all(NODES.map(askWhenThere));
  working = false;
  await pause(SETTLE_MS);
  devices.forEach((device) => device.end());
}

function judge() {
  writeFacts();
  const { violations, figures } = check(facts.list.filter(({ type }) => type !== 'refused'), MINIMA);
  console.log(`figures: ${JSON.stringify(figures)}`);
  const refused = facts.list.filter(({ type }) => type === 'refused').map(({ client, code }) => `${client} was refused: ${code}`);
  const told = facts.list.filter(({ reason }) => reason === 'io server disconnect').map(({ socket }) => `${socket} was told to stay away`);
  fail([...violations, ...problems, ...refused, ...told]);
}

function writeFacts() {
  writeFileSync(process.env.CHAOS_FACTS, facts.list.map((fact) => JSON.stringify(fact)).join('\n'));
}

function fail(all) {
  for (const line of all.slice(0, 40)) console.log(`violation: ${line}`);
  console.log(`violations: ${all.length}`);
  process.exit(all.length === 0 ? 0 : 1);
}

createInterface({ input: process.stdin }).on('line', hear);
devices.forEach((device) => device.connect());
await until(() => devices.every(({ joined }) => joined), 'all connected');
console.log('connected');
nomads.forEach(comeAndGo);
work(MESSAGES_A_SECOND, () => {
  const sender = random.pick(senders);
  sender.sendTo(random.pick(users.filter((user) => user !== sender.user)));
});
work(HOPS_A_SECOND, () => moving && random.pick(senders).hop());
work(ROOM_MESSAGES_A_SECOND, () => random.pick(senders).sendToRoom());
