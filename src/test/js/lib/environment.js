// Where the server under test is. dev.tutti.it.JavaScriptClientIT sets this.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

function required(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set: run these tests by mvn verify`);
  }
  return value;
}

export const TUTTI = new URL(required('TUTTI_URL'));
export const FOREIGN = new URL(required('TUTTI_FOREIGN_URL'));
/** The same applications over TLS, with a certificate that nobody vouches for. */
export const TUTTI_TLS = new URL(required('TUTTI_TLS_URL'));
export const FOREIGN_TLS = new URL(required('TUTTI_FOREIGN_TLS_URL'));
export const CONFORMANCE = new URL(required('TUTTI_CONFORMANCE_URL'));
export const ISSUER = required('TUTTI_ISSUER');
export const AUDIENCE = required('TUTTI_AUDIENCE');
export const SECRETS = required('TUTTI_SECRETS');

const keys = required('TUTTI_KEYS');
export const PRIVATE_KEY = readFileSync(join(keys, 'private.pem'), 'utf8');
export const PUBLIC_KEY = readFileSync(join(keys, 'public.pem'), 'utf8');
