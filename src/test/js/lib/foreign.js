// Clients of the foreign WAR, which takes development tokens alone.
import assert from 'node:assert/strict';
import { client } from './client.js';
import { FOREIGN } from './environment.js';
import { secret } from './secrets.js';
import { someone } from './tokens.js';

export async function developmentToken(sub, groups = []) {
  const response = await fetch(new URL('dev/token', FOREIGN), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sub, name: `Miss ${sub}`, groups }),
  });
  assert.equal(response.status, 200);
  return secret((await response.json()).token);
}

/** A client of somebody, connected and greeted. */
export async function signIn(options = {}, base = FOREIGN) {
  const user = someone();
  const created = client({ auth: { token: await developmentToken(user) }, ...options }, base);
  created.user = user;
  await created.connect();
  return created;
}
