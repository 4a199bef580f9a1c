// A form made from the schema. A form is a tree of fields; each knows what its file says (`settled`), what the
// person has entered, and the changes that lead from the one to the other.
import { dateField } from './dates.js';
import { make } from './elements.js';
import { choiceField, figureField, flagField, help, pointField, textField } from './fields.js';
import { tableField, valuesField } from './lists.js';
import { photosField } from './photos.js';
import { pickerField } from './picker.js';

/** Splits `results[2].after` into `results`, 1, `after`. @param {string} path @returns {(string | number)[]} */
export const steps = (path) =>
  [...path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index) - 1);

/** @param {string} path @param {string} name */
export const below = (path, name) => (path ? `${path}.${name}` : name);

/**
 * Makes the field of a key.
 * @param {EditorContext} context @param {EditorKey} key @param {string | undefined} path the path in the file, if the
 * value is in it @param {unknown} base the value in the file @param {unknown} work the value to begin with
 * @returns {EditorField}
 */
export const field = (context, key, path, base, work) => {
  if (key.type === 'table') {
    if (!key.many) return tableOfOne(context, key, path, base, work);
    const photos = context.kind === 'entry' && path === 'photos';
    return (photos ? photosField : tableField)(context, key, path, base, work);
  }
  if (key.many) return valuesField(context, key, path, base, work);
  return single(context, key, path, base, work);
};

/** Makes the field of one value. @type {EditorMaker} */
export const single = (context, key, path, base, work) => {
  const maker = {
    choice: choiceField,
    date: dateField,
    day: dateField,
    figure: figureField,
    place: pickerField,
    point: pointField,
    reference: pickerField,
    slug: textField,
    text: textField,
    web: textField,
    whole: figureField,
    yesno: flagField,
  }[/** @type {string} */ (key.type)];
  return (maker ?? textField)(context, key, path, base, work);
};

/** @param {unknown} value @returns {Record<string, unknown>} */
export const record = (value) =>
  value && typeof value === 'object' && !Array.isArray(value)
    ? /** @type {Record<string, unknown>} */ (value)
    : {};

/**
 * Makes the fields of a table's keys.
 * @param {EditorContext} context @param {EditorKey[]} keys @param {string | undefined} path
 * @param {Record<string, unknown>} base @param {Record<string, unknown>} work @returns {EditorGroup}
 */
export const group = (context, keys, path, base, work) => {
  /** @type {Map<string, EditorField>} */
  const fields = new Map();
  for (const key of keys) {
    const at = path === undefined ? undefined : below(path, key.name);
    fields.set(key.name, field(context, key, at, base[key.name], work[key.name]));
  }
  const each = [...fields.values()];
  /** @param {(one: EditorField) => unknown} take */
  const collect = (take) => {
    /** @type {Record<string, unknown>} */
    const all = {};
    for (const one of each) {
      const value = take(one);
      if (value !== undefined) all[one.key.name] = value;
    }
    return all;
  };
  return {
    fields,
    value: () => collect((one) => one.value()),
    dump: () => collect((one) => one.dump()),
    changes: (at, out) => {
      for (const one of each) one.changes(below(at, one.key.name), out);
    },
    mark: () => {
      for (const one of each) one.mark();
    },
    settle: () => {
      for (const one of each) one.settle();
    },
    faults: () => each.flatMap((one) => one.faults()),
    at: ([name, ...rest]) => fields.get(String(name))?.at(rest),
  };
};

/** Makes the field of a key that is one table: its keys, in a frame. @type {EditorMaker} */
const tableOfOne = (context, key, path, base, work) => {
  let exists = base !== undefined;
  let pending = exists;
  const inner = group(context, key.keys ?? [], path, record(base), record(work));
  const legend = make('legend', {}, key.label);
  const shown = [...inner.fields.values()].map((one) => one.element);
  const messages = make('div', { class: 'messages' });
  const element = make('fieldset', { class: 'table', tabindex: '-1' }, legend, help(key), messages, ...shown);
  const value = () => {
    const all = inner.value();
    return Object.keys(all).length ? all : undefined;
  };
  return {
    key,
    element,
    value,
    dump: () => {
      const all = inner.dump();
      return Object.keys(all).length ? all : undefined;
    },
    changes: (at, out) => {
      const now = value();
      if (exists && now === undefined && !inner.faults().length) out.push({ do: 'remove', key: at });
      else if (exists) inner.changes(at, out);
      else if (now !== undefined) out.push({ do: 'set', key: at, value: now });
    },
    mark: () => {
      pending = value() !== undefined;
      inner.mark();
    },
    settle: () => {
      exists = pending;
      inner.settle();
    },
    faults: () => inner.faults(),
    at: (path) => inner.at(path) ?? { element, messages, label: key.label, focus: () => element.focus() },
  };
};
