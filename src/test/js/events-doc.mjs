// Reads the examples of docs/events.md and plays them against a server.
//
// An example begins with `<!-- example: alice, bob -->`, which names the clients that connect before it, and ends
// with the next heading. Its steps are fenced blocks ```json <who> <verb>:
//   auth            connects with this auth object instead of a valid token
//   connect-error   the CONNECT is refused with this {message, data}
//   send [n]        an event with an ack, [name, ...args]; n times, each accepted
//   ack             the ack of the last send
//   emit [n]        an event without an ack
//   receive         the next event of this name that arrives
//   close           the client ends its socket; the value says which
//   disconnected    the socket ends for this reason
//   request         an HTTP request {method, path, headers?, body?}; `backend` sends a token with its role
//   answer          its answer {status, body?}
//
// Strings "<string>", "<number>", "<boolean>", "<time>" (ISO-8601) and "<any>" stand for any such value; every other
// value is exact, so that a field which the document does not list fails the test. The strings that name a client or
// a room of NAMES stand for names of this run. "<token:alice>" is a valid token, "<token:alice:5>" one for 5 seconds.
import assert from 'node:assert/strict'
import { createPrivateKey, randomUUID, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { io } from 'socket.io-client'

const NAMES = ['alice', 'bob', 'carol', 'lobby']
// Longer than the grace of presence.
const PATIENCE_MS = 15_000

export function examples(markdown) {
  const found = []
  let heading = ''
  let example = null
  let step = null
  for (const [index, line] of markdown.split('\n').entries()) {
    const fence = /^```(.*)$/.exec(line)
    if (step) {
      if (fence) {
        if (step.verb) example.steps.push({ ...step, value: parse(step) })
        step = null
      } else {
        step.text += line + '\n'
      }
    } else if (fence) {
      const [, who, verb, times] = /^json (\w+) ([\w-]+)(?: (\d+))?$/.exec(fence[1]) ?? []
      assert.ok(!verb || example, `line ${index + 1}: a step outside an example`)
      step = { who, verb, times: Number(times ?? 1), line: index + 2, text: '' }
    } else if (/^#+ /.test(line)) {
      heading = line.replace(/^#+ /, '').replaceAll('`', '')
      example = null
    } else {
      const begin = /^<!-- example:(.*)-->$/.exec(line)
      if (begin) {
        const clients = begin[1].split(',').map(client => client.trim()).filter(Boolean)
        example = { title: `${heading} (line ${index + 1})`, clients, steps: [] }
        found.push(example)
      }
    }
  }
  return found
}

function parse({ text, line }) {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`line ${line}: ${error.message}`)
  }
}

/** Whether an example signs tokens of its own, which only a key can. */
export const needsKey = example => /"<token:\w+:\d+>"/.test(JSON.stringify(example.steps))

export async function play(example, { url, keyFile, issuer, audience }) {
  const run = randomUUID().slice(0, 8)
  const clients = new Map()
  const tokens = { url, keyFile, issuer, audience, run }
  let answer = null
  // One step after the other: what a client does next counts on what the one before it did.
  let answered = Promise.resolve()
  try {
    for (const who of example.clients) {
      await connect(await open(who, { token: await token(who, tokens) }))
    }
    for (const step of example.steps) {
      await withLine(step, () => perform(step))
    }
  } finally {
    for (const client of clients.values()) client.socket.disconnect()
  }

  async function perform({ who, verb, times, value: raw }) {
    const value = await fill(raw, run, tokens)
    const client = clients.get(who)
    switch (verb) {
      case 'auth':
        await open(who, value)
        break
      case 'connect-error': {
        const error = await within(client.refused, 'CONNECT_ERROR')
        match({ message: error.message, ...(error.data && { data: error.data }) }, value)
        break
      }
      case 'send':
        await connect(client)
        await answered
        for (let i = 1; i < times; i++) {
          const accepted = await client.socket.timeout(PATIENCE_MS).emitWithAck(...value)
          assert.ok(accepted.success, `number ${i} is answered ${JSON.stringify(accepted)}`)
        }
        client.ack = client.socket.timeout(PATIENCE_MS).emitWithAck(...value)
        answered = client.ack.catch(() => {})
        break
      case 'ack':
        match(await client.ack, value)
        break
      case 'emit':
        await connect(client)
        await answered
        for (let i = 0; i < times; i++) client.socket.emit(...value)
        break
      case 'receive':
        match(await within(arrival(client, value[0]), value[0]), value)
        break
      case 'close':
        client.socket.disconnect()
        break
      case 'disconnected':
        assert.equal(await within(client.ended, 'the end'), value)
        break
      case 'request':
        answer = await request(who, value)
        break
      case 'answer':
        match(answer, value)
        break
      default:
        assert.fail(`unknown verb ${verb}`)
    }
  }

  async function open(who, auth) {
    const socket = io(url, { auth, transports: ['websocket'], reconnection: false, forceNew: true })
    const client = { socket, arrived: [], waiting: [] }
    client.connected = new Promise(done => socket.once('connected', done))
    client.refused = new Promise(done => socket.once('connect_error', done))
    client.ended = new Promise(done => socket.once('disconnect', done))
    socket.onAny((...event) => {
      // Others who use the server come and go as well.
      if (/^user-(on|off)line$/.test(event[0]) && !event[1].userId.endsWith(tokens.run)) return
      client.arrived.push(event)
      client.waiting.forEach(wake => wake())
    })
    clients.set(who, client)
    return client
  }

  async function request(who, { method, path, headers = {}, body }) {
    const bearer = who === 'backend' ? await token(who, tokens, ['tutti-backend']) : null
    const response = await fetch(new URL(path, url), {
      method,
      headers: {
        ...(bearer && { Authorization: `Bearer ${bearer}` }),
        ...(body && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const json = /json/.test(response.headers.get('content-type') ?? '') && text
    return { status: response.status, ...(json && { body: JSON.parse(text) }) }
  }
}

async function connect(client) {
  const refused = client.refused.then(error => Promise.reject(error))
  refused.catch(() => {})
  await within(Promise.race([client.connected, refused]), 'CONNECT')
}

async function arrival(client, name) {
  for (;;) {
    const at = client.arrived.findIndex(event => event[0] === name)
    if (at >= 0) return client.arrived.splice(at, 1)[0]
    await new Promise(wake => client.waiting.push(wake))
  }
}

async function within(promise, what) {
  let timer
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`${what} does not come`)), PATIENCE_MS)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

async function withLine(step, action) {
  try {
    await action()
  } catch (error) {
    error.message = `docs/events.md:${step.line} ${step.who} ${step.verb}: ${error.message}`
    throw error
  }
}

const WILDCARDS = {
  '<string>': value => typeof value === 'string' && value !== '',
  '<number>': value => typeof value === 'number',
  '<boolean>': value => typeof value === 'boolean',
  '<time>': value => typeof value === 'string' && new Date(value).toISOString() === value,
  '<any>': () => true,
}

function match(actual, expected, path = 'value') {
  const wildcard = typeof expected === 'string' ? WILDCARDS[expected] : undefined
  if (wildcard) {
    assert.ok(wildcard(actual), `${path} is no ${expected}: ${JSON.stringify(actual)}`)
  } else if (expected !== null && typeof expected === 'object') {
    assert.ok(actual !== null && typeof actual === 'object', `${path}: ${JSON.stringify(actual)}`)
    assert.deepEqual(Object.keys(actual).sort(), Object.keys(expected).sort(), `fields of ${path}`)
    for (const key of Object.keys(expected)) match(actual[key], expected[key], `${path}.${key}`)
  } else {
    assert.equal(actual, expected, path)
  }
}

const userOf = who => who.replace(/\d+$/, '')

async function fill(value, run, tokens) {
  if (Array.isArray(value)) return Promise.all(value.map(item => fill(item, run, tokens)))
  if (value !== null && typeof value === 'object') {
    const fields = Object.entries(value).map(async ([key, item]) => [key, await fill(item, run, tokens)])
    return Object.fromEntries(await Promise.all(fields))
  }
  if (typeof value !== 'string') return value
  const [, who, seconds] = /^<token:(\w+)(?::(\d+))?>$/.exec(value) ?? []
  if (who) return token(who, tokens, [], Number(seconds ?? 300))
  if (value.startsWith('/')) return value.replace(/\/(alice|bob|carol|lobby)\b/, `/$1-${run}`)
  return NAMES.includes(value) ? `${value}-${run}` : value
}

async function token(who, { url, keyFile, issuer, audience, run }, groups = [], seconds = 300) {
  const name = userOf(who)
  const sub = `${name}-${run}`
  if (keyFile) return signed({ sub, username: name, groups }, keyFile, issuer, audience, seconds)
  const response = await fetch(new URL('/dev/token', url), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ sub, name, groups }),
  })
  assert.equal(response.status, 200, 'no development tokens here; set TUTTI_KEY')
  return (await response.json()).token
}

function signed(claims, keyFile, issuer, audience, seconds) {
  const key = createPrivateKey(readFileSync(keyFile))
  const elliptic = key.asymmetricKeyType === 'ec'
  const now = Math.floor(Date.now() / 1000)
  const text = [
    { alg: elliptic ? 'ES256' : 'RS256', typ: 'JWT' },
    {
      ...claims,
      iat: now,
      exp: now + seconds,
      jti: randomUUID(),
      ...(issuer && { iss: issuer }),
      ...(audience && { aud: audience }),
    },
  ]
    .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  const format = elliptic ? { key, dsaEncoding: 'ieee-p1363' } : key
  return `${text}.${sign('sha256', Buffer.from(text), format).toString('base64url')}`
}
