import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import { inBenchmarks, project } from './paths.mjs'

/** Where and of what the figures are. */
export function machine() {
  const lock = JSON.parse(readFileSync(inBenchmarks('peers/nest/package-lock.json'), 'utf8')).packages
  const pom = readFileSync(inBenchmarks('pom.xml'), 'utf8')
  const netty = readFileSync(inBenchmarks('peers/netty/pom.xml'), 'utf8')
  const version = (name) => lock[`node_modules/${name}`].version
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0].model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}`,
    versions: [
      `Tutti ${commit()}`,
      `Payara Micro ${/<payara.version>(.*)<\/payara.version>/.exec(pom)[1]}`,
      java(),
      `Node.js ${process.version.slice(1)}`,
      `Socket.IO ${version('socket.io')}`,
      `NestJS ${version('@nestjs/core')}`,
      `netty-socketio ${/netty-socketio<\/artifactId>\s*<version>(.*)<\/version>/.exec(netty)[1]}`,
    ].join(', '),
  }
}

function java() {
  const { stderr } = spawnSync('java', ['-version'], { encoding: 'utf8' })
  return `JDK ${/version "(.*?)"/.exec(stderr)[1]}`
}

function commit() {
  try {
    const git = (...args) => execFileSync('git', ['-C', project, ...args], { encoding: 'utf8' }).trim()
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', '--', 'src', 'pom.xml') ? ' and changes' : '')
  } catch {
    return 'without a commit'
  }
}
