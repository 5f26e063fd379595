// The REST API as another back end calls it.
import { TUTTI } from './environment.js';
import { backendToken } from './tokens.js';

export async function backend(method, path, body, authorization = `Bearer ${backendToken()}`) {
  const response = await fetch(new URL(`api/${path}`, TUTTI), {
    method,
    headers: {
      ...(authorization && { authorization }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    body: text.startsWith('{') ? JSON.parse(text) : text,
  };
}
