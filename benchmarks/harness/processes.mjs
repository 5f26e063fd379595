import { execFileSync, spawn } from 'node:child_process'
import { createWriteStream, mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'

const STOP_LIMIT_MS = 8_000

/** The children that live; only these are ever killed. */
const children = new Set()

/** Ends what lives with this process, however it ends. */
export function guard(maxMinutes) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => abandon(`stopped by ${signal}`, 130))
  }
  process.on('exit', killAll)
  setTimeout(() => abandon(`given up after ${maxMinutes} minutes`, 1), maxMinutes * 60_000).unref()
}

function abandon(why, code) {
  console.error(`\nbenchmarks: ${why}`)
  process.exit(code)
}

function killAll() {
  for (const child of children) child.kill('SIGKILL')
}

/** A program that runs until it is stopped; its lines are logged and may be waited for. */
export class Program {
  #child
  #waiting = []
  #last = []

  constructor(name, command, args, { env = {}, log } = {}) {
    this.name = name
    mkdirSync(dirname(log), { recursive: true })
    this.log = log
    const file = createWriteStream(log)
    this.#child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] })
    children.add(this.#child)
    this.ended = new Promise((resolve) => {
      this.#child.on('error', (error) => this.#end(`cannot start: ${error.message}`, resolve))
      this.#child.on('exit', (code, signal) => this.#end(`ended with ${signal ?? code}`, resolve))
    })
    this.#child.stdin.on('error', () => {})
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        file.write(line + '\n')
        this.#line(line)
      })
    }
  }

  get pid() {
    return this.#child.pid
  }

  #line(line) {
    this.#last = [...this.#last.slice(-4), line]
    this.#waiting = this.#waiting.filter(({ pattern, resolve }) => {
      const match = pattern.exec(line)
      if (match) resolve(match)
      return !match
    })
  }

  #end(why, resolve) {
    children.delete(this.#child)
    for (const { reject } of this.#waiting) reject(new Error(`${this.name} ${why}; its log: ${this.log}\n${this.#last.join('\n')}`))
    this.#waiting = []
    resolve(why)
  }

  /** The first line from now on that matches. */
  line(pattern, seconds) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${this.name} said nothing like ${pattern} within ${seconds} s; its log: ${this.log}`)), seconds * 1000)
      const settle = (how) => (value) => {
        clearTimeout(timer)
        how(value)
      }
      this.#waiting.push({ pattern, resolve: settle(resolve), reject: settle(reject) })
    })
  }

  write(line) {
    this.#child.stdin.write(line + '\n')
  }

  signal(signal) {
    this.#child.kill(signal)
  }

  async stop() {
    if (!children.has(this.#child)) return
    this.#child.kill('SIGTERM')
    const hard = setTimeout(() => this.#child.kill('SIGKILL'), STOP_LIMIT_MS)
    await this.ended
    clearTimeout(hard)
  }
}

/** Resident memory of a process in bytes. */
export function residentBytes(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) * 1024
}

/** Clock ticks that processes have used, and of them those of a JVM's compiler threads; of Node there are none. */
export function ticks(pids) {
  let all = 0
  let compilers = 0
  for (const task of pids.flatMap((pid) => readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}`))) {
    let stat
    try {
      stat = readFileSync(`${task}/stat`, 'utf8')
    } catch {
      continue // it has ended meanwhile
    }
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const used = Number(fields[11]) + Number(fields[12])
    all += used
    if (/^\d+ \(C[12] Compiler/.test(stat)) compilers += used
  }
  return { all, compilers }
}

/** Bytes of the live objects of a JVM: after two full collections, since cleaners run behind the first. */
export function liveJvmBytes(pid) {
  const ask = (command) => execFileSync('jcmd', [String(pid), command], { encoding: 'utf8', maxBuffer: 1 << 26 })
  ask('GC.run')
  return Number(/^Total\s+\d+\s+(\d+)/m.exec(ask('GC.class_histogram'))[1])
}
