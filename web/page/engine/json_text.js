/** JSON as Python writes it. Maps keep the order of their keys, of which objects would put numbers first. */

/**
 * The value as JSON; maps and plain objects become objects, undefined fields are left out.
 * @param {unknown} value @param {number} indent how many spaces a level; with 0 all stands on one line
 * @param {number} depth @returns {string}
 */
export function jsonText(value, indent = 0, depth = 0) {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const parts = Array.isArray(value) ? value.map((one) => jsonText(one, indent, depth + 1))
    : [...(value instanceof Map ? value : Object.entries(value))].filter(([, one]) => one !== undefined)
      .map(([name, one]) => `${JSON.stringify(name)}:${indent ? " " : ""}${jsonText(one, indent, depth + 1)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  if (!parts.length || !indent) return `${open}${parts.join()}${close}`;
  const line = `\n${" ".repeat(indent * (depth + 1))}`;
  return `${open}${line}${parts.join(`,${line}`)}\n${" ".repeat(indent * depth)}${close}`;
}
