// Requests to the program.
import { w } from './words.js';

/** An answer that is not a success. */
export class Refused extends Error {
  /** @param {number} status @param {Answer} answer */
  constructor(status, answer) {
    super(answer.message ?? `${w('failed')} (${status})`);
    this.status = status;
    this.answer = answer;
  }
}

/** @typedef {{ message?: string, problems?: EditorProblem[], field?: string, now?: EditorFile, mine?: string | null, merged?: string | null }} Answer */

/** @param {string} path @param {RequestInit} [options] @returns {Promise<any>} */
const request = async (path, options) => {
  /** @type {Response} */
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Refused(0, { message: w('offline') });
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, answer);
  return answer;
};

/**
 * @param {string} name @param {Record<string, string | number | undefined>} [query] @param {AbortSignal} [signal]
 */
export const get = (name, query = {}, signal) => {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined) search.set(key, String(value));
  return request(`/api/${name}?${search}`, { signal });
};

/** @param {string} name @param {unknown} body @param {Record<string, string>} [headers] @param {boolean} [keepalive] */
export const post = (name, body, headers = {}, keepalive = false) =>
  request(`/api/${name}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
    keepalive,
  });

/**
 * Sends a file. `progress` is called with the share that was sent.
 * @param {string} name @param {Record<string, string>} query @param {Blob} file
 * @param {(share: number) => void} progress @returns {Promise<any>}
 */
export const upload = (name, query, file, progress) =>
  new Promise((resolve, reject) => {
    // `fetch` does not report the progress of a request's body.
    const request = new XMLHttpRequest();
    request.open('POST', `/api/${name}?${new URLSearchParams(query)}`);
    request.responseType = 'text';
    request.upload.addEventListener('progress', ({ loaded, total }) => progress(total ? loaded / total : 0));
    request.addEventListener('error', () => reject(new Refused(0, { message: w('offline') })));
    request.addEventListener('load', () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        // An answer without words: the status says what there is to say.
      }
      if (request.status >= 200 && request.status < 300) resolve(answer);
      else reject(new Refused(request.status, answer));
    });
    request.send(file);
  });

/** The address of a picture's bytes. @param {string} path */
export const pictureAddress = (path) => `/api/picture?path=${encodeURIComponent(path)}`;

/** The address of a file's form. @param {string} path */
export const formAddress = (path) => `/sua?path=${encodeURIComponent(path)}`;
