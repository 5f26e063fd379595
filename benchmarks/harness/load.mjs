import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { Program } from './processes.mjs'
import { inBenchmarks, inTarget } from './paths.mjs'

const ANSWER_LIMIT_SECONDS = 180

/** The key pair of this run: tokens are signed by the load generator, verified by the servers. */
export function makeKeys() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  mkdirSync(inTarget(), { recursive: true })
  const keys = { privateKey: inTarget('private.pem'), publicKey: inTarget('public.pem') }
  writeFileSync(keys.privateKey, privateKey, { mode: 0o600 })
  writeFileSync(keys.publicKey, publicKey)
  return keys
}

/** The load generator: one process for a whole run. */
export class Load {
  #program
  #key

  constructor({ privateKey }) {
    this.#key = privateKey
    const args = ['-Xmx512m', '-XX:+UseSerialGC', '-cp', inBenchmarks('load/target/classes'), 'dev.tutti.benchmarks.load.LoadGenerator']
    this.#program = new Program('load generator', 'java', args, { log: inTarget('logs', 'load.log') })
  }

  async run(order) {
    const answer = this.#answer()
    this.#program.write(this.#text(order))
    return parse(await answer)
  }

  /** Connects the clients and keeps them until they are released. */
  async hold(order) {
    await this.run(order)
    return {
      release: async () => {
        const answer = this.#answer()
        this.#program.write('release')
        return parse(await answer)
      },
    }
  }

  #answer() {
    return this.#program.line(/^\{.*\}$/, ANSWER_LIMIT_SECONDS)
  }

  #text(order) {
    return Object.entries({ key: this.#key, ...order })
      .map(([key, value]) => `${key}=${value}`)
      .join(' ')
  }

  stop() {
    return this.#program.stop()
  }
}

function parse([text]) {
  const answer = JSON.parse(text)
  if (answer.error) throw new Error(answer.error)
  return answer
}
