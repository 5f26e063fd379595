const KIB = 1024

/** Limits of Tutti's figures against another server's in the same run. */
const GOALS = [
  ...cpu('room100', { raw: [1.1, 0.95], node: 0.8, netty: 0.9 }),
  ...cpu('room1000', { raw: [1.1, 0.95], node: 0.65, netty: 0.8 }),
  ...cpu('burst', { raw: [null, 0.4], node: 0.35, netty: 0.4 }),
  ...cpu('private', { raw: [1.3, 1.0], node: 0.45, netty: 1.0 }),
  ...cpu('echo', { raw: 1.3, node: 0.6, netty: 1.0 }),
  { scenario: 'room100', figure: 'cpu', server: 'tutti-two', against: 'tutti', limit: 1.5 },
  ...cpu('storm', { node: 0.65, netty: 1.0 }),
  { scenario: 'idle', figure: 'heap', server: 'tutti', against: 'raw', limit: 6 * KIB, difference: true },
  { scenario: 'idle', figure: 'heap', server: 'tutti', against: 'netty', limit: 1.2 },
  ...Object.entries({ raw: 1.5, node: 1.0, netty: 1.0 }).map(([against, limit]) => ({ scenario: 'paced', figure: 'p99', server: 'tutti', against, limit })),
]

/** A pair of limits is one for the portable send path, one for Payara's. */
function cpu(scenario, limits) {
  return Object.entries(limits).flatMap(([against, limit]) => {
    const [portable, payara] = Array.isArray(limit) ? limit : [null, limit]
    const goal = { scenario, figure: 'cpu', against }
    return [
      ...(portable ? [{ ...goal, server: 'tutti-portable', limit: portable }] : []),
      { ...goal, server: 'tutti', limit: payara },
    ]
  })
}

/** The goals that this run says something about, with what it says. */
export function judged(results) {
  return GOALS.map((goal) => {
    const { scenario, server, against, figure, difference } = goal
    const value = difference
      ? minus(results.median(scenario, server, figure), results.median(scenario, against, figure))
      : results.ratio(scenario, server, against, figure)
    return { ...goal, value, met: value !== null && value <= goal.limit }
  }).filter(({ value }) => value !== null)
}

function minus(a, b) {
  return a === null || b === null ? null : a - b
}
