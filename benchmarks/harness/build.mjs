import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { inBenchmarks, project } from './paths.mjs'

/** Builds Tutti and the peers; Maven and npm skip what is up to date. */
export function build({ offline, servers }) {
  console.error('benchmarks: building Tutti and the peers')
  const mvn = ['-B', '-ntp', '-q', '-f', inBenchmarks('pom.xml'), '-Dmaven.test.skip=true', 'package', ...(offline ? ['-o'] : [])]
  run('mvn', mvn, project)
  if (!servers.some(({ name }) => name === 'node')) return
  const nest = inBenchmarks('peers/nest')
  if (!existsSync(`${nest}/node_modules/.package-lock.json`)) {
    run('npm', ['ci', '--no-fund', '--no-audit', ...(offline ? ['--prefer-offline'] : [])], nest)
  }
  run('npm', ['run', '--silent', 'build'], nest)
}

function run(command, args, cwd) {
  const { status, error } = spawnSync(command, args, { cwd, stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ''}`)
}
