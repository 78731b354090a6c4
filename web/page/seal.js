/**
 * Files sealed with a passphrase, as the terminal seals and opens them too (engine/consulting/sealed_case.py):
 * PBKDF2 with SHA-256 makes the key, AES-GCM seals the text. A seal that was changed does not open.
 */

const FORM = "nakanaori-sealed/1";
const ROUNDS = 600_000;
const MOST_ROUNDS = 10_000_000;
const [SALT, NONCE] = [16, 12];

/** Whether a text is sealed. @param {string} text @returns {boolean} */
export const isSealed = (text) => text.slice(0, 100).trimStart().startsWith(`{"sealed":`);

/** The text sealed with the passphrase. @param {string} text @param {string} passphrase @returns {Promise<string>} */
export async function sealed(text, passphrase) {
  const [salt, nonce] = [SALT, NONCE].map((size) => crypto.getRandomValues(new Uint8Array(size)));
  const key = await keyOf(passphrase, salt, ROUNDS, "encrypt");
  const made = await crypto.subtle.encrypt(form(nonce), key, new TextEncoder().encode(text));
  const held = written(new Uint8Array(made));
  const parts = { sealed: FORM, rounds: ROUNDS, salt: written(salt), nonce: written(nonce), text: held };
  return `${JSON.stringify(parts)}\n`;
}

/** What was sealed; null where the passphrase is another, or the file was changed.
 * @param {string} text @param {string} passphrase @returns {Promise<string | null>} */
export async function openedSeal(text, passphrase) {
  try {
    const { sealed: named, rounds, salt, nonce, text: held } = JSON.parse(text);
    if (named !== FORM || !Number.isInteger(rounds) || rounds < 1 || rounds > MOST_ROUNDS) return null;
    const key = await keyOf(passphrase, read(salt), rounds, "decrypt");
    const plain = await crypto.subtle.decrypt(form(read(nonce)), key, read(held));
    return new TextDecoder("utf-8", { fatal: true }).decode(plain);
  } catch {
    return null;
  }
}

/** @param {BufferSource} nonce */
const form = (nonce) => ({ name: "AES-GCM", iv: nonce, additionalData: new TextEncoder().encode(FORM) });

/** @param {string} passphrase @param {BufferSource} salt @param {number} rounds @param {"encrypt" | "decrypt"} use */
async function keyOf(passphrase, salt, rounds, use) {
  const typed = new TextEncoder().encode(passphrase.normalize("NFC"));
  const base = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
  const derived = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return crypto.subtle.deriveKey(derived, base, { name: "AES-GCM", length: 256 }, false, [use]);
}

/** @param {Uint8Array} bytes */
const written = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

/** @param {string} base64 */
const read = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
