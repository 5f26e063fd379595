import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const benchmarks = dirname(dirname(fileURLToPath(import.meta.url)))
export const project = dirname(benchmarks)

/** All that a run leaves behind, except the report. */
export const target = join(benchmarks, 'target')

export const inBenchmarks = (...parts) => join(benchmarks, ...parts)
export const inTarget = (...parts) => join(target, ...parts)
