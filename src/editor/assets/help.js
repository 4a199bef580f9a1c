// Help beside a field, from the schema, as a form says it.
import { w } from './words.js';

/** @param {EditorKey} key */
export const helpOf = ({ help, label }) => {
  /** @param {string} text */
  const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  // What only repeats the label helps nobody.
  if (help.toLowerCase() === label.toLowerCase()) return '';
  const flag = help.match(/^`(true|false)`:?\s*(.*)$/s);
  if (!flag) return sentence(help);
  const rest = flag[2] ?? '';
  return flag[1] === 'true' ? sentence(rest) : w('unticked', rest);
};
