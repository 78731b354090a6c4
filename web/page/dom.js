/** Elements made from text alone: what a rulebook says is never read as markup. */

/** @typedef {Node | string | null | false | undefined | readonly Child[]} Child */

/**
 * What an attribute may be: a text or number, whether it is there at all, or what listens to the event of its name.
 * @typedef {string | number | boolean | null | undefined | ((event: Event) => void)} Attribute
 */

/**
 * An element with these attributes and children.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Readonly<Record<string, Attribute>>} attributes @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, String(value));
  }
  made.append(...flat(children));
  return made;
}

/** @param {readonly Child[]} children @returns {(Node | string)[]} */
const flat = (children) => children.flatMap((child) => {
  if (child === null || child === undefined || child === false) return [];
  return typeof child === "string" || child instanceof Node ? [child] : flat(child);
});

/** The address of a telephone number (RFC 3966). @param {string} call @returns {string} */
export const dialled = (call) => `tel:${call.replace(/[^0-9+*#]/g, "").replaceAll("#", "%23")}`;

/** Saves a text as a file on this device. @param {string} name @param {string} type @param {string} text */
export function save(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
