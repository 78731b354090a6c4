/** Files that are saved on this device and opened from it; nothing is sent. */

import { element } from "./dom.js";

const KEPT_MILLISECONDS = 60_000;

/** Saves a text as a file on this device. @param {string} name @param {string} type @param {string} text */
export function save(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MILLISECONDS);
}

/** What is chosen to be opened; null where nothing is. @param {Event} event @returns {File | null} */
export const chosenFile = ({ target }) =>
  (target instanceof HTMLInputElement && target.files ? target.files[0] ?? null : null);
