// What was changed and not yet saved is kept in the browser, by gallery and file.

/** @param {string} root @param {string} path */
const name = (root, path) => `guong-draft ${root} ${path}`;

/** @param {string} root @param {string} path @returns {EditorDraft | undefined} */
export const readDraft = (root, path) => {
  try {
    return JSON.parse(localStorage.getItem(name(root, path)) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
};

/** Returns whether the draft could be kept. @param {string} root @param {string} path @param {EditorDraft} draft */
export const keepDraft = (root, path, draft) => {
  try {
    localStorage.setItem(name(root, path), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
};

/** @param {string} root @param {string} path */
export const dropDraft = (root, path) => {
  try {
    localStorage.removeItem(name(root, path));
  } catch {
    // A browser that keeps nothing has nothing to remove.
  }
};
