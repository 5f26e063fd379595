// docs/events.md is what the server does: each of its examples is played against the server at TUTTI_URL.
// Tokens are signed with the PEM key of TUTTI_KEY (and TUTTI_ISSUER, TUTTI_AUDIENCE), else asked of /dev/token.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { examples, needsKey, play } from './events-doc.mjs'

const url = process.env.TUTTI_URL
const server = {
  url,
  keyFile: process.env.TUTTI_KEY,
  issuer: process.env.TUTTI_ISSUER,
  audience: process.env.TUTTI_AUDIENCE,
}
const markdown = readFileSync(new URL('../../../docs/events.md', import.meta.url), 'utf8')
const found = examples(markdown)

test('every event of the document has an example', () => {
  const shown = new Set(
    found.flatMap(example => example.steps.map(step => Array.isArray(step.value) && step.value[0])),
  )
  const listed = [...markdown.matchAll(/^### `([\w-]+)`/gm)].map(([, name]) => name)
  assert.ok(listed.length > 15, 'the headings are found')
  assert.deepEqual(listed.filter(name => !shown.has(name)), [])
})

for (const example of found) {
  const skip =
    (!url && 'TUTTI_URL names no server') ||
    (needsKey(example) && !server.keyFile && 'short tokens need TUTTI_KEY')
  test(example.title, { skip }, () => play(example, server))
}
