import { writeFileSync } from 'node:fs'
import { inTarget } from './paths.mjs'

const ROOM = 100
const DEFAULT_RATE = 100

/** What was measured: a set of figures for each scenario, server and turn. */
export class Results {
  #chosen
  #figures = new Map()

  constructor(chosen) {
    this.#chosen = chosen
  }

  get servers() {
    return this.#chosen.servers
  }

  /** The server that is compared with the others. */
  get own() {
    return this.#chosen.own
  }

  /** Where the report goes. */
  get document() {
    return this.#chosen.document
  }

  get scenarios() {
    return this.#chosen.scenarios
  }

  /** `paced` runs at this rate (publishes a second) in every turn that has one. */
  pacedRate = null

  add(scenario, server, turn, figures) {
    this.#figures.set(`${scenario} ${server} ${turn}`, figures)
  }

  /** Half of what the slowest server takes in a closed loop, the same for all; found out when first asked for. */
  rate() {
    this.pacedRate ??= this.#chosen.rate ?? this.#halfLoad() ?? DEFAULT_RATE
    return this.pacedRate
  }

  #halfLoad() {
    const rates = this.servers.map(({ name }) => this.median('room100', name, 'rate')).filter((rate) => rate !== null)
    return rates.length > 0 ? Math.round(Math.min(...rates) / (ROOM - 1) / 2) : null
  }

  /** The median of a figure over the turns, null where there is none. */
  median(scenario, server, figure) {
    return median(this.#each((turn) => this.#one(scenario, server, turn, figure)))
  }

  /** The median over the turns of the ratio of two servers in one turn. */
  ratio(scenario, server, other, figure) {
    return median(this.#each((turn) => this.#one(scenario, server, turn, figure) / this.#one(scenario, other, turn, figure)))
  }

  #one(scenario, server, turn, figure) {
    return this.#figures.get(`${scenario} ${server} ${turn}`)?.[figure]
  }

  #each(value) {
    return Array.from({ length: this.#chosen.turns }, (_, i) => value(i + 1)).filter(Number.isFinite)
  }

  save(run) {
    writeFileSync(inTarget('results.json'), JSON.stringify({ run, pacedRate: this.pacedRate, figures: Object.fromEntries(this.#figures) }, null, 2))
  }
}

function median(values) {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
