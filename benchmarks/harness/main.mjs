import { build } from './build.mjs'
import { Load, makeKeys } from './load.mjs'
import { machine } from './machine.mjs'
import { options } from './options.mjs'
import { guard } from './processes.mjs'
import { Results } from './results.mjs'
import { print, write } from './report.mjs'
import { measure, pace, warmUp } from './scenarios.mjs'
import { isBuilt, start } from './servers.mjs'

const chosen = options(process.argv.slice(2))
let failures = 0
guard(chosen.maxMinutes)
try {
  process.exit(await main())
} catch (error) {
  console.error(`benchmarks: ${error.stack}`)
  process.exit(1)
}

/** @returns the exit code: 1 when a server failed, whose figures are then missing */
async function main() {
  if (chosen.build || !isBuilt()) build(chosen)
  const keys = makeKeys()
  const load = new Load(keys)
  const results = new Results(chosen)
  const began = Date.now()
  const field = []
  for (const server of chosen.servers) {
    await attempt(server, 'start', async () => field.push(await warm(server, keys, load)))
  }
  for (let turn = 1; turn <= chosen.turns; turn++) {
    for (const scenario of chosen.scenarios) {
      for (const entrant of inTurn(field, turn)) {
        if (takesPart(entrant.server, scenario, turn)) {
          await attempt(entrant.server, `${scenario.name}, turn ${turn}`, () => one(entrant, scenario, turn, load, results))
        }
      }
    }
  }
  await Promise.all(field.map(({ running }) => running.stop()))
  await load.stop()
  const run = { ...machine(), turns: chosen.turns, minutes: (Date.now() - began) / 60_000 }
  results.save(run)
  print(results, run)
  if (failures > 0) say(`${failures} measurements failed, see above`)
  else if (chosen.write) write(results, run)
  return failures > 0 ? 1 : 0
}

async function attempt(server, what, task) {
  try {
    await task()
  } catch (error) {
    failures++
    say(`${server.name}, ${what}: ${error.stack}`)
  }
}

/** A server that runs and has compiled what it will be asked for. */
async function warm(server, keys, load) {
  say(`${server.name} starts`)
  const running = await start(server, { turn: 1, heap: chosen.heap, publicKey: keys.publicKey })
  const scenarios = chosen.scenarios.filter((scenario) => takesPart(server, scenario, 1))
  await warmUp(load, running, scenarios, pace(chosen.quick).warmUp)
  return { server, running }
}

/** Each turn begins with another server, so that no place in the order is always the same one's. */
function inTurn(field, turn) {
  const first = (turn - 1) % Math.max(1, field.length)
  return [...field.slice(first), ...field.slice(0, first)]
}

function takesPart(server, scenario, turn) {
  return !server.lacks?.includes(scenario.name) && (turn === 1 || !scenario.once)
}

/** A few seconds of one server, while the others wait idle. */
async function one({ server, running }, scenario, turn, load, results) {
  const { order } = pace(chosen.quick)
  const figures = await measure(scenario, load, running, scenario.name === 'paced' ? { ...order, rate: results.rate() } : order)
  results.add(scenario.name, server.name, turn, figures)
  say(`${turn} ${scenario.name.padEnd(9)} ${server.name.padEnd(14)} ${show(figures)}`)
}

function show(figures) {
  return Object.entries(figures)
    .map(([name, value]) => `${name} ${value >= 100 ? value.toFixed(0) : value.toFixed(2)}`)
    .join('  ')
}

function say(text) {
  console.error(`benchmarks: ${text}`)
}
