/** The field in which a passphrase is typed. */

import { element } from "./dom.js";

/**
 * Not a field for passwords, since browsers offer to keep those; what is typed is hidden all the same.
 * @param {boolean} isWrong whether what was typed is wrong @param {string} told the id of what is said of it
 * @returns {HTMLInputElement}
 */
export const passphraseField = (isWrong, told) => element("input", {
  type: "text", class: "secret", id: "passphrase", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
  "aria-describedby": told || null, "aria-invalid": isWrong ? "true" : null,
});
