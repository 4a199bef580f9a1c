// Checks the JSON Schema of the keys with a JSON Schema validator.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import Ajv from 'ajv';

const schema = (name) => JSON.parse(execFileSync(process.env.GUONG, ['schema', name], { encoding: 'utf8' }));
const names = ['site', 'entry', 'document', 'page', 'fields', 'phases', 'units', 'localities', 'synonyms'];

test('every schema is valid by its meta-schema, and its examples and defaults by it', () => {
  const ajv = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true });
  let checked = 0;
  const look = (name, part) => {
    for (const [key, property] of Object.entries(part.properties ?? {})) {
      const values = [...(property.examples ?? []), ...('default' in property ? [property.default] : [])];
      for (const value of values) {
        assert.ok(
          ajv.validate(property, value),
          `${name}.${key} = ${JSON.stringify(value)}: ${ajv.errorsText()}`,
        );
        checked += 1;
      }
      look(name, property.items ?? property);
    }
  };
  for (const name of names) {
    const whole = schema(name);
    assert.ok(ajv.validateSchema(whole), `${name}: ${ajv.errorsText()}`);
    ajv.compile(whole);
    look(name, whole);
  }
  assert.ok(checked > 80, `${checked} values`);
});

test('mistakes are found', () => {
  const ajv = new Ajv({ strict: false });
  const entry = ajv.compile(schema('entry'));
  const good = {
    title: 'Thả cá',
    fields: ['kinh-te'],
    locality: 'tỉnh Nghệ An',
    started: 2019,
    photos: [{ file: 'a.jpg' }],
  };
  assert.ok(entry(good), ajv.errorsText(entry.errors));
  for (const wrong of [
    { titel: 'Thả cá' },
    { title: 5 },
    { kind: 'mô hìn' },
    { photos: [{ file: 'a.jpg', focus: [2, 0] }] },
    { photos: {} },
  ]) {
    assert.ok(!entry({ ...good, ...wrong }), JSON.stringify(wrong));
  }
  const { title, ...untitled } = good;
  assert.ok(!entry(untitled));
});
