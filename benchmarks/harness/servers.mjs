import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { liveJvmBytes, Program } from './processes.mjs'
import { inBenchmarks, inTarget, project } from './paths.mjs'

const START_LIMIT_SECONDS = 120

/** A limit that no client of a benchmark reaches; the counting goes on. */
const NO_LIMIT = '100000/PT1S'

const TUTTI = {
  'mp.jwt.verify.publickey.location': '<public-key>',
  'mp.jwt.verify.issuer': 'https://bench.example',
  'mp.jwt.verify.audiences': 'realtime',
  'tutti.max-connections-per-address': '20000',
  'tutti.max-handshakes-per-address-per-second': '1000000',
  'tutti.rate-limit-default': NO_LIMIT,
  'tutti.rate-limit-connection': NO_LIMIT,
  'tutti.rate-limit-address': NO_LIMIT,
  'tutti.rate-limit.private-message': NO_LIMIT,
  'tutti.rate-limit.music-sync': NO_LIMIT,
  'tutti.rate-limit.join-room': NO_LIMIT,
  'tutti.rate-limit.echo': NO_LIMIT,
}

function tutti(context) {
  const settings = context.redis ? { ...TUTTI, 'tutti.redis.url': `redis://127.0.0.1:${context.redis}` } : TUTTI
  const properties = Object.entries(settings).map(([key, value]) => `-D${key}=${value.replace('<public-key>', `file:${context.publicKey}`)}`)
  return payara(context, inBenchmarks('peers/tutti/target/tutti-echo.war'), properties)
}

function payara(context, war, properties = []) {
  const jar = readFileSync(inBenchmarks('peers/raw/target/payara-micro.txt'), 'utf8').trim()
  return {
    command: 'java',
    args: [
      ...jvm(context),
      '-Djava.awt.headless=true',
      `-Djava.io.tmpdir=${context.directory}`,
      ...properties,
      ...(context.jvm ?? []),
      '-jar', jar,
      '--nocluster', '--disablephonehome',
      '--rootDir', `${context.directory}/root`,
      '--prebootcommandfile', `${project}/payara-config/production/preboot.txt`,
      '--deploy', war,
    ],
    env: { TUTTI_ADDRESS: '127.0.0.1', TUTTI_PORT: String(context.port), TUTTI_HTTP_THREADS: '64', TUTTI_MAX_CONNECTIONS: '20000' },
    ready: /Payara Micro .*ready in/,
  }
}

function plainJava(context, classpath, main, ...args) {
  return {
    command: 'java',
    args: [...jvm(context), '-cp', classpath, main, String(context.port), ...args],
    ready: /^ready$/,
  }
}

/** The same heap and collector for all. */
function jvm({ heap }) {
  return [`-Xmx${heap}`, '-XX:+UseG1GC']
}

function nodeMegabytes(heap) {
  const [, number, unit] = /^(\d+)([gm])$/i.exec(heap)
  return Number(number) * (unit.toLowerCase() === 'g' ? 1024 : 1)
}

/** What is measured of nodes that share a Redis, which `--cluster` asks for. */
const OF_SEVERAL_NODES = { byDefault: false, lacks: ['idle', 'polling', 'paced'] }

/**
 * What can be measured. `jvm` are more options of a server's JVM: a variant is a name and these. `lacks` are scenarios
 * that a server does not know, or in which it is no other than the server that it is a variant of.
 */
export const SERVERS = {
  tutti: { label: 'Tutti', start: tutti },
  'tutti-portable': { label: 'Tutti, portable send path', start: tutti, jvm: ['-Dtutti.payara.direct-writer=false'], lacks: ['idle', 'polling', 'paced', 'storm'] },
  'tutti-redis': { label: 'Tutti with Redis, one node', start: tutti, redis: true, ...OF_SEVERAL_NODES },
  'tutti-two': { label: 'Tutti, two nodes over Redis', start: tutti, redis: true, nodes: 2, ...OF_SEVERAL_NODES },
  'tutti-two-classic': {
    label: 'Tutti, two nodes over classic pub/sub',
    start: tutti,
    redis: true,
    nodes: 2,
    jvm: ['-Dtutti.redis.adapter=classic'],
    ...OF_SEVERAL_NODES,
  },
  node: {
    label: 'NestJS on Socket.IO 4.8',
    start: (context) => ({
      command: 'node',
      args: ['--expose-gc', `--max-old-space-size=${nodeMegabytes(context.heap)}`, inBenchmarks('peers/nest/dist/server.js'), String(context.port), context.publicKey],
      env: { NODE_ENV: 'production' },
      ready: /^ready$/,
    }),
    async liveBytes(program) {
      const answer = program.line(/^memory (\d+)$/, 30)
      program.signal('SIGUSR2')
      return Number((await answer)[1])
    },
  },
  netty: {
    label: 'netty-socketio 2.0',
    start: (context) =>
      plainJava(context, `${inBenchmarks('peers/netty/target/classes')}:${inBenchmarks('peers/netty/target/lib')}/*`, 'dev.tutti.benchmarks.netty.NettyPeer', context.publicKey),
  },
  raw: {
    label: 'raw endpoint on the same Payara',
    start: (context) => payara(context, inBenchmarks('peers/raw/target/raw.war')),
    lacks: ['polling'],
  },
  floor: {
    label: 'floor: bare NIO',
    start: (context) => plainJava(context, inBenchmarks('peers/floor/target/classes'), 'dev.tutti.benchmarks.floor.Floor'),
    lacks: ['polling'],
  },
}

/** Starts a server, its nodes and its Redis where it has some, on free ports of loopback, and waits until it serves. */
export async function start(server, context) {
  const begun = []
  try {
    const redis = server.redis ? await begin(begun, () => startRedis(server, context)) : null
    const nodes = []
    for (let node = 1; node <= (server.nodes ?? 1); node++) {
      nodes.push(await begin(begun, () => startNode(server, { ...context, node, redis: redis?.port })))
    }
    return {
      pids: nodes.map(({ program }) => program.pid),
      besides: redis ? [redis.program.pid] : [],
      urls: nodes.map(({ port }) => `http://127.0.0.1:${port}/socket.io/`),
      liveBytes: async () => (server.liveBytes ? server.liveBytes(nodes[0].program) : liveJvmBytes(nodes[0].program.pid)),
      stop: () => stopAll(begun),
    }
  } catch (error) {
    await stopAll(begun)
    throw error
  }
}

async function begin(begun, starting) {
  const one = await starting()
  begun.push(one)
  return one
}

async function stopAll(begun) {
  for (const { program, directory } of begun.reverse()) {
    await program.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}

async function startNode(server, context) {
  const name = `${server.name}-${context.node}`
  const port = await freePort()
  const directory = emptyDirectory(name)
  const { command, args, env, ready } = server.start({ ...context, directory, port, jvm: server.jvm })
  return { port, directory, program: await running(new Program(name, command, args, { env, log: log(name, context) }), ready) }
}

async function startRedis(server, context) {
  const name = `${server.name}-redis`
  const port = await freePort()
  const directory = emptyDirectory(name)
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', directory]
  return { port, directory, program: await running(new Program(name, 'redis-server', args, { log: log(name, context) }), /Ready to accept connections/) }
}

async function running(program, ready) {
  try {
    await program.line(ready, START_LIMIT_SECONDS)
    return program
  } catch (error) {
    await program.stop()
    throw error
  }
}

function log(name, { turn }) {
  return inTarget('logs', `${name}-${turn}.log`)
}

function emptyDirectory(name) {
  const directory = inTarget('servers', name)
  rmSync(directory, { recursive: true, force: true })
  mkdirSync(directory, { recursive: true })
  return directory
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

export function isBuilt() {
  return ['peers/tutti/target/tutti-echo.war', 'peers/raw/target/raw.war', 'peers/nest/dist/server.js'].every((file) => existsSync(inBenchmarks(file)))
}
