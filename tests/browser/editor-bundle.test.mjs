// The library that the program contains is what its lock file says, and nothing else.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { bundle, KEPT } from './bundle.mjs';

test('building the library of the story again gives the same bytes', async () => {
  assert.ok(
    (await bundle()) === (await readFile(KEPT, 'utf8')),
    'run `npm run --prefix tests/browser bundle`',
  );
});
