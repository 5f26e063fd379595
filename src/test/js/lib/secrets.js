// What clients know and the server's log must not hold: dev.tutti.it.ServerLogIT reads it.
import { appendFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { SECRETS } from './environment.js';

export function secret(text) {
  appendFileSync(SECRETS, `${text}\n`);
  return text;
}

/** A text that a user would type, never the same twice. */
export function secretText(about = 'hello') {
  return secret(`${about} ${randomUUID()}`);
}
