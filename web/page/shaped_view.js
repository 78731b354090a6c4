/** Texts with shape as elements, made from text alone: paragraphs, lists, and links that keep the page where it is. */

/** @import { Passage, Piece, ShapedText } from "./engine/shaped_text.js" */

import { withAddress } from "./engine/shaped_text.js";

/** What is shown of a text: one paragraph as it stands within a line, all else together. @param {ShapedText} text
 * @returns {(Node | string)[]} */
export function shapedNodes({ passages }) {
  if (!passages.length) return [];
  if (passages.length === 1 && !passages[0].bulleted) return passages[0].lines[0].map(pieceNode);
  const whole = document.createElement("div");
  whole.className = "shaped";
  whole.append(...passages.map(passageNode));
  return [whole];
}

/** @param {Passage} passage @returns {HTMLElement} */
function passageNode({ bulleted, lines }) {
  const made = document.createElement(bulleted ? "ul" : "p");
  if (!bulleted) made.append(...lines[0].map(pieceNode));
  else {
    made.append(...lines.map((line) => {
      const item = document.createElement("li");
      item.append(...line.map(pieceNode));
      return item;
    }));
  }
  return made;
}

/** @param {Piece} piece @returns {Node | string} */
function pieceNode({ text, address }) {
  if (!address) return text;
  const link = document.createElement("a");
  link.href = address;
  link.rel = "noopener noreferrer";
  // The answers are in this window alone.
  if (address.startsWith("https:")) link.target = "_blank";
  link.textContent = text;
  // On paper nobody can follow a link.
  const behind = withAddress({ text, address }).slice(text.length);
  if (behind) link.dataset.address = behind;
  return link;
}
