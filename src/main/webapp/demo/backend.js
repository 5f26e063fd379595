// Development tokens, and the REST API as a back end would use it.
const BACKEND = { user: 'demo-backend', groups: ['tutti-backend'] };
const base = new URL('../', import.meta.url);

/** A token that the development server signs for anyone who asks from the same machine. */
export async function developmentToken(user, groups) {
  const response = await fetch(new URL('dev/token', base), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sub: user, name: user, groups }),
  });
  if (!response.ok) {
    throw new Error(`no development token (${response.status}): paste a token of your own`);
  }
  return (await response.json()).token;
}

/** Calls the REST API with a back end's token; the answer is JSON, text or nothing. */
export async function api(method, path, body) {
  const token = await developmentToken(BACKEND.user, BACKEND.groups);
  const response = await fetch(new URL(path, base), {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  return { ok: response.ok, status: response.status, answer: parsed(text) };
}

/** When the token ends, as it says itself; the server is the one to judge it. */
export function expiryOf(token) {
  try {
    const claims = JSON.parse(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/')));
    return claims.exp ? new Date(claims.exp * 1000) : undefined;
  } catch {
    return undefined;
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
