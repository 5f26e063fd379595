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
guard(chosen.maxMinutes)
try {
  process.exit(await main())
} catch (error) {
  console.error(`benchmarks: ${error.stack}`)
  process.exit(1)
}

/** @returns the exit code: 1 when a server's turn failed, whose figures are then missing */
async function main() {
  if (chosen.build || !isBuilt()) build(chosen)
  const keys = makeKeys()
  const load = new Load(keys)
  const results = new Results(chosen)
  const began = Date.now()
  let failures = 0
  for (let turn = 1; turn <= chosen.turns; turn++) {
    for (const server of chosen.servers) {
      await one(server, turn, keys, load, results).catch((error) => {
        failures++
        say(`${server.name}, turn ${turn}: ${error.stack}`)
      })
    }
  }
  await load.stop()
  const run = { ...machine(), turns: chosen.turns, minutes: (Date.now() - began) / 60_000 }
  results.save(run)
  print(results, run)
  if (failures > 0) say(`${failures} turns of servers failed, see above`)
  else if (chosen.write) write(results, run)
  return failures > 0 ? 1 : 0
}

/** One server's turn, alone on the machine. */
async function one(server, turn, keys, load, results) {
  const scenarios = chosen.scenarios.filter(({ name }) => !server.lacks?.includes(name))
  const { warmUp: warming, order } = pace(chosen.quick)
  say(`turn ${turn} of ${chosen.turns}: ${server.name} starts`)
  const running = await start(server, { turn, heap: chosen.heap, publicKey: keys.publicKey })
  try {
    await warmUp(load, running, scenarios, warming)
    for (const scenario of scenarios) {
      const rate = scenario.name === 'paced' ? results.rate(turn) : undefined
      if (rate === null) continue
      const figures = await measure(scenario, load, running, rate ? { ...order, rate } : order)
      results.add(scenario.name, server.name, turn, figures)
      say(`  ${scenario.name.padEnd(9)} ${show(figures)}`)
    }
  } finally {
    await running.stop()
  }
}

function show(figures) {
  return Object.entries(figures)
    .map(([name, value]) => `${name} ${value >= 100 ? value.toFixed(0) : value.toFixed(2)}`)
    .join('  ')
}

function say(text) {
  console.error(`benchmarks: ${text}`)
}
