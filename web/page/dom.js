/** Elements made from text alone: what a rulebook says is never read as markup. */

import { ShapedText } from "./engine/shaped_text.js";
import { shapedNodes } from "./shaped_view.js";

/** @typedef {Node | string | ShapedText | null | false | undefined | readonly Child[]} Child */

/**
 * What an attribute may be: a text or number, whether it is there at all, or what listens to the event of its name.
 * @typedef {string | number | boolean | null | undefined | ((event: Event) => void)} Attribute
 *
 * @typedef {Readonly<Record<string, Attribute>>} Attributes
 */

/**
 * An element with these attributes and children.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Attributes} attributes @param {...Child} children
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
export const flat = (children) => children.flatMap((child) => {
  if (child === null || child === undefined || child === false) return [];
  if (child instanceof ShapedText) return shapedNodes(child);
  return typeof child === "string" || child instanceof Node ? [child] : flat(child);
});

/** A button of this look (`button`: what one is most likely to want; `quiet`: all else; `plain`: within a line).
 * @param {string} look @param {Child} label @param {() => void} press @param {Attributes} more */
export const button = (look, label, press, more = {}) =>
  element("button", { type: "button", class: look, click: press, ...more }, label);

/** A list of what is told, each a child. @param {string} look @param {readonly Child[]} many */
export const list = (look, many) => element("ul", { class: look || null }, many.map((one) => element("li", {}, one)));

/**
 * What is folded until somebody asks for it, and made only then.
 * @param {string} look @param {Child} label @param {() => Child} made @param {Attributes} more of the line to press
 */
export function folded(look, label, made, more = {}) {
  const within = element("details", { class: look, toggle: () => {
    if (within.childElementCount === 1) within.append(...flat([made()]));
  } }, element("summary", more, label));
  return within;
}
