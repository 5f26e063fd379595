// Tokens as the issuer of this run signs them, and as forgers would like to.
import { createHmac, createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { AUDIENCE, ISSUER, PRIVATE_KEY, PUBLIC_KEY } from './environment.js';
import { secret } from './secrets.js';

const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

export function now() {
  return Math.floor(Date.now() / 1000);
}

/** A user nobody else in this run is. */
export function someone(name = 'user') {
  return `${name}-${randomUUID().slice(0, 8)}`;
}

export function claims(sub, more = {}) {
  return {
    iss: ISSUER,
    aud: AUDIENCE,
    sub,
    upn: sub,
    preferred_username: `name of ${sub}`,
    groups: [],
    jti: randomUUID(),
    iat: now() - 1,
    exp: now() + 1800,
    ...more,
  };
}

/** A good token. */
export function token(sub, more) {
  return rs256(claims(sub, more), PRIVATE_KEY);
}

export function backendToken() {
  return token('backend', { groups: ['tutti-backend'] });
}

export function signedByStranger(sub) {
  return rs256(claims(sub), stranger);
}

/** `alg: none`, with and without something where the signature would be. */
export function unsigned(sub, signature = '') {
  return secret(`${encoded({ alg: 'none', typ: 'JWT' })}.${encoded(claims(sub))}.${signature}`);
}

/** The public key taken for a shared secret. */
export function hmacWithPublicKey(sub) {
  const head = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims(sub))}`;
  return secret(`${head}.${createHmac('sha256', PUBLIC_KEY).update(head).digest('base64url')}`);
}

/** A good token whose claims were changed afterwards. */
export function tampered(sub, otherSub) {
  const [header, , signature] = token(sub).split('.');
  return secret(`${header}.${encoded(claims(otherSub))}.${signature}`);
}

function rs256(payload, key) {
  const head = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded(payload)}`;
  return secret(`${head}.${createSign('RSA-SHA256').update(head).sign(key, 'base64url')}`);
}

function encoded(value) {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
