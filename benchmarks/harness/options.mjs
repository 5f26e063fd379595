import { parseArgs } from 'node:util'
import { SCENARIOS } from './scenarios.mjs'
import { SERVERS } from './servers.mjs'

/** What `--cluster` measures, and what is compared with the rest. */
const CLUSTER = {
  servers: ['tutti', 'tutti-redis', 'tutti-two', 'tutti-two-classic'],
  scenarios: ['room100', 'burst', 'private', 'storm'],
  own: 'tutti-two',
  document: 'cluster.md',
}

const HELP = `benchmarks/run [options]

  --turns N          how often every server is measured in every scenario (3)
  --servers a,b      of ${Object.keys(SERVERS).join(', ')}
                     (${defaultServers().join(',')})
  --scenarios a,b    of ${Object.keys(SCENARIOS).join(', ')} (all)
  --cluster          nodes that share a Redis, beside one without: ${CLUSTER.servers.join(', ')} in
                     ${CLUSTER.scenarios.join(', ')}; writes docs/cluster.md
  --quick            one short turn; the document stays as it is
  --variant NAME=OPTIONS
                     one server more: Tutti with these JVM options, such as
                     --variant 'tutti-no-timer=-Dtutti.payara.plain-timer=false'
  --rate N           publishes a second of 'paced' (half of what the slowest server takes in 'room100')
  --heap SIZE        -Xmx of every JVM and limit of Node's heap (1g)
  --max-minutes N    after which the run is given up (90)
  --no-build         takes what was built before
  --offline          builds without the network, npm as far as its cache goes
  --write            writes the document even after --quick
`

function defaultServers() {
  return Object.entries(SERVERS)
    .filter(([, server]) => server.byDefault !== false)
    .map(([name]) => name)
}

/** What the command line asks for. */
export function options(argv) {
  const { values } = parse(argv)
  if (values.help) {
    console.log(HELP)
    process.exit(0)
  }
  const variants = Object.fromEntries((values.variant ?? []).map(variant))
  const servers = { ...SERVERS, ...variants }
  const plan = values.cluster ? CLUSTER : { servers: defaultServers(), scenarios: Object.keys(SCENARIOS), own: 'tutti', document: 'benchmarks.md' }
  const names = list(values.servers) ?? [...plan.servers, ...Object.keys(variants)]
  const turns = number(values.turns, values.quick ? 1 : 3)
  return {
    turns,
    servers: names.map((name) => ({ name, ...known(servers, name, 'server') })),
    scenarios: (list(values.scenarios) ?? plan.scenarios).map((name) => ({ name, ...known(SCENARIOS, name, 'scenario') })),
    own: names.includes(plan.own) ? plan.own : names[0],
    document: plan.document,
    quick: Boolean(values.quick),
    rate: values.rate ? number(values.rate) : null,
    heap: values.heap ?? '1g',
    maxMinutes: number(values['max-minutes'], 90),
    build: !values['no-build'],
    offline: Boolean(values.offline),
    write: Boolean(values.write) || !values.quick,
  }
}

function parse(argv) {
  const text = { type: 'string' }
  const flag = { type: 'boolean' }
  try {
    return parseArgs({
      args: argv,
      options: {
        turns: text,
        servers: text,
        scenarios: text,
        cluster: flag,
        quick: flag,
        variant: { type: 'string', multiple: true },
        rate: text,
        heap: text,
        'max-minutes': text,
        'no-build': flag,
        offline: flag,
        write: flag,
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    fail(error.message)
  }
}

function variant(text) {
  const at = text.indexOf('=')
  if (at < 1) fail(`--variant wants NAME=OPTIONS: ${text}`)
  const jvm = text.slice(at + 1).split(/\s+/).filter(Boolean)
  return [text.slice(0, at), { ...SERVERS.tutti, label: `Tutti, ${jvm.join(' ')}`, jvm }]
}

function list(text) {
  return text?.split(',').map((name) => name.trim()).filter(Boolean)
}

function known(all, name, kind) {
  return all[name] ?? fail(`unknown ${kind} ${name}; known: ${Object.keys(all).join(', ')}`)
}

function number(text, fallback) {
  const value = Number(text ?? fallback)
  return Number.isInteger(value) && value > 0 ? value : fail(`no positive number: ${text}`)
}

function fail(message) {
  console.error(`benchmarks: ${message}`)
  process.exit(2)
}
