import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { inBenchmarks, inTarget, project } from './paths.mjs'
import { fixed, table } from './tables.mjs'

const HELP = `benchmarks/own-share [options]

  --check     short iterations; what is beyond its bound in jmh/bounds.json is measured again with long ones, and fails
              when it still is
  --filter R  only the benchmarks that match this regular expression; nothing is checked
  --no-build  takes what was built before
  --offline   builds without the network
`
const LONG = ['-wi', '6', '-w', '1s', '-i', '10', '-r', '1s']
const SHORT = ['-wi', '5', '-w', '1s', '-i', '6', '-r', '500ms']

const flag = { type: 'boolean' }
const { values: chosen } = parseArgs({ options: { check: flag, filter: { type: 'string' }, 'no-build': flag, offline: flag, help: { type: 'boolean', short: 'h' } } })
if (chosen.help) {
  console.log(HELP)
} else {
  process.exitCode = main()
}

function main() {
  if (!chosen['no-build']) build()
  const results = measure(chosen.check ? SHORT : LONG, chosen.filter ?? '.*')
  printAll(results)
  if (chosen.filter) return 0
  const broken = judge(results)
  if (!chosen.check || broken.length === 0) return 0
  return recheck(broken)
}

/** A busy machine may keep the compiler from its work; a lost optimisation stays lost. */
function recheck(broken) {
  console.error('benchmarks: measuring again, with long iterations')
  const again = measure(LONG, broken.flatMap(({ benchmark, against }) => [benchmark, against]).map((name) => `${name}$`).join('|'))
  printAll(again)
  return judge(again, broken).length === 0 ? 0 : 1
}

function build() {
  run('mvn', ['-B', '-ntp', '-q', '-f', inBenchmarks('pom.xml'), '-pl', 'jmh', '-am', '-Dmaven.test.skip=true', 'package', ...(chosen.offline ? ['-o'] : [])])
}

function measure(pace, filter) {
  const file = inTarget('own-share.json')
  mkdirSync(inTarget(), { recursive: true })
  const classpath = `${inBenchmarks('jmh/target/classes')}:${inBenchmarks('jmh/target/lib')}/*`
  run('java', ['-cp', classpath, 'org.openjdk.jmh.Main', '-f', '1', '-foe', 'true', '-v', 'SILENT', ...pace, '-prof', 'gc', '-rf', 'json', '-rff', file, filter])
  return JSON.parse(readFileSync(file, 'utf8')).map((result) => ({
    benchmark: result.benchmark.split('.').slice(-2).join('.'),
    receivers: Number(result.params?.receivers ?? 0),
    // The best iteration: whatever disturbs only adds.
    nanos: Math.min(...result.primaryMetric.rawData.flat()),
    bytes: result.secondaryMetrics['gc.alloc.rate.norm'].score,
  }))
}

function printAll(results) {
  const rows = results.map(({ benchmark, receivers, nanos, bytes }) => [benchmark + (receivers ? ` ${receivers}` : ''), fixed(nanos, 0), fixed(bytes, 0)])
  console.log(['', ...table(['benchmark', 'ns', 'bytes allocated'], rows)].join('\n'))
}

/** Prints the ratios, which hold on any machine as times do not. Gives the bounds that are broken. */
function judge(results, bounds = JSON.parse(readFileSync(inBenchmarks('jmh/bounds.json'), 'utf8'))) {
  const judged = bounds.map((bound) => ({ ...bound, ...ratios(bound, results) }))
  const rows = judged.map(({ name, time, timeAtMost, goal, bytes, bytesAtMost, each }) => [name, fixed(time), goal ? `≤ ${goal}` : '', `≤ ${timeAtMost}`, fixed(bytes), `≤ ${bytesAtMost}`, each])
  console.log(table(['ratio', 'time', 'goal', 'bound', 'bytes', 'bound', 'bytes a delivery'], rows).join('\n'))
  const broken = judged.filter(({ time, timeAtMost, bytes, bytesAtMost }) => !(time <= timeAtMost && bytes <= bytesAtMost))
  for (const { name } of broken) console.error(`benchmarks: beyond its bound: ${name}`)
  return broken
}

function ratios({ benchmark, against, receivers = 0, per }, results) {
  const one = find(results, benchmark, receivers)
  const other = find(results, against, receivers)
  return {
    time: one.nanos / other.nanos,
    bytes: one.bytes / other.bytes,
    each: per ? fixed(one.bytes / per, 1) : '',
  }
}

function find(results, benchmark, receivers) {
  const found = results.find((result) => result.benchmark === benchmark && result.receivers === receivers)
  if (!found) throw new Error(`no figures of ${benchmark}`)
  return found
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: project, stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error(`${command} failed${error ? `: ${error.message}` : ''}`)
}
