import { residentBytes, ticks } from './processes.mjs'

const perDelivery = { unit: 'delivery', figures: cpuPer('deliveries') }
const perMessage = { unit: 'acked message', figures: cpuPer('messages') }

/**
 * What is measured, in this order: memory first, while the server has not yet grown.
 *
 * `once`: in the first turn only. `order` are keys of the load generator. `figures` makes of its answer what is compared; `cpu` is in microseconds.
 */
export const SCENARIOS = {
  idle: { title: 'idle connections, 5,000', unit: 'connection', once: true, measure: idle, order: { scenario: 'idle', clients: 5000 } },
  room100: { title: 'room of 100', ...perDelivery, order: { scenario: 'room', clients: 100, 'room-size': 100 } },
  room1000: { title: 'room of 1,000', ...perDelivery, order: { scenario: 'room', clients: 1000, 'room-size': 1000 } },
  burst: { title: 'burst: 8 in flight to a room of 100', ...perDelivery, order: { scenario: 'room', clients: 100, 'room-size': 100, window: 8 } },
  private: { title: 'private message, acked', ...perMessage, order: { scenario: 'private', clients: 100 } },
  echo: { title: 'echo: an acked event', ...perMessage, order: { scenario: 'echo', clients: 100 } },
  polling: { title: 'room of 200 over long polling', ...perDelivery, order: { scenario: 'room', clients: 200, 'room-size': 200, transport: 'polling' } },
  paced: { title: 'paced: room of 100 at half load', ...perDelivery, order: { scenario: 'paced', clients: 100, 'room-size': 100 } },
  storm: {
    title: 'storm of connects with JWT',
    unit: 'connect',
    order: { scenario: 'storm', clients: 500, 'connect-window': 128 },
    figures: ({ cpuSeconds, besidesCpuSeconds, connects, seconds }) => ({
      cpu: (cpuSeconds * 1e6) / connects,
      besides: (besidesCpuSeconds * 1e6) / connects,
      rate: connects / seconds,
    }),
  },
}

function cpuPer(units) {
  return (answer) => ({
    cpu: (answer.cpuSeconds * 1e6) / answer[units],
    rate: answer[units] / answer.seconds,
    share: answer.cpuSeconds / answer.seconds,
    besides: (answer.besidesCpuSeconds * 1e6) / answer.messages,
    bytes: answer.bytesPerDelivery,
    p50: answer.p50,
    p99: answer.p99,
    p999: answer.p999,
  })
}

/** How long, in milliseconds, how many rounds of connects, and how the server is warmed. */
export function pace(quick) {
  return quick
    ? { warmUp: { thoroughness: 0.5, mostRounds: 12 }, order: { 'warmup-ms': 1000, 'measure-ms': 2500, rounds: 1 } }
    : { warmUp: { thoroughness: 1, mostRounds: 25 }, order: { 'warmup-ms': 1000, 'measure-ms': 3000, rounds: 2 } }
}

/** Messages that clients send to a node until its JVM has compiled what a scenario needs; the other scenarios take the same paths. */
const ENOUGH = { room100: 5000, private: 40_000, echo: 60_000, polling: 150 }

const ROUND_MS = 2000

/** Of a round's CPU the share of the compiler below which a JVM counts as warm. */
const COMPILING = 0.04

/**
 * Does what the server will be asked for, often enough and until its compiler has hardly anything left to do; in not too
 * many rounds, since some JVM always finds more.
 */
export async function warmUp(load, server, scenarios, { thoroughness, mostRounds }) {
  for (const { name, order } of scenarios.filter(({ name }) => name in ENOUGH)) {
    const enough = ENOUGH[name] * thoroughness * server.urls.length
    let messages = 0
    for (let round = 1; round <= mostRounds; round++) {
      const before = ticks(server.pids)
      messages += check(await load.run({ ...order, ...target(server), 'warmup-ms': 0, 'measure-ms': ROUND_MS })).messages
      const after = ticks(server.pids)
      const compiling = (after.compilers - before.compilers) / Math.max(1, after.all - before.all)
      if (messages >= enough && compiling < COMPILING) break
    }
  }
}

/** One scenario on a warm server. */
export async function measure(scenario, load, server, order) {
  const all = { ...scenario.order, ...order, ...target(server) }
  if (scenario.measure) return scenario.measure(load, server, all)
  const answer = check(await load.run(all))
  return scenario.figures(answer)
}

async function idle(load, server, order) {
  const heapBefore = await server.liveBytes()
  const residentBefore = residentBytes(server.pids[0])
  const held = await load.hold(order)
  const heap = (await server.liveBytes()) - heapBefore
  const resident = residentBytes(server.pids[0]) - residentBefore
  check(await held.release())
  return { heap: heap / order.clients, resident: resident / order.clients }
}

function target(server) {
  const { urls, pids, besides } = server
  return { url: urls.join(','), pid: pids.join(','), besides: besides.join(',') }
}

function check(answer) {
  if (answer.refused || answer.dropped || answer.firstError) {
    throw new Error(`clients had trouble: ${answer.refused} refused, ${answer.dropped} dropped; the first: ${answer.firstError}`)
  }
  return answer
}
