/** SHA-256 and SHA-1 (FIPS 180-4), at once: `crypto.subtle` makes one wait, and is missing where nothing is secure. */

/** @type {number[]} */ const ROUNDS = [];
/** @type {number[]} */ const START_256 = [];
const START_1 = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
for (let number = 2; ROUNDS.length < 64; number += 1) {
  if (!isPrime(number)) continue;
  if (START_256.length < 8) START_256.push((Math.sqrt(number) * 2 ** 32) | 0);
  ROUNDS.push((Math.cbrt(number) * 2 ** 32) | 0);
}

/** @param {number} number @returns {boolean} */
function isPrime(number) {
  for (let divisor = 2; divisor * divisor <= number; divisor += 1) if (number % divisor === 0) return false;
  return true;
}

/** The SHA-256 of a text in UTF-8, in hexadecimal. @param {string} text @returns {string} */
export function sha256(text) {
  const view = padded(new TextEncoder().encode(text));
  const sum = Int32Array.from(START_256);
  const words = new Int32Array(64);
  for (let at = 0; at < view.byteLength; at += 64) {
    for (let i = 0; i < 16; i += 1) words[i] = view.getInt32(at + 4 * i);
    for (let i = 16; i < 64; i += 1) {
      const [a, b] = [words[i - 15], words[i - 2]];
      const low = right(a, 7) ^ right(a, 18) ^ (a >>> 3);
      const high = right(b, 17) ^ right(b, 19) ^ (b >>> 10);
      words[i] = words[i - 16] + low + words[i - 7] + high;
    }
    let [a, b, c, d, e, f, g, h] = sum;
    for (let i = 0; i < 64; i += 1) {
      const one = (h + (right(e, 6) ^ right(e, 11) ^ right(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[i] + words[i]) | 0;
      const two = ((right(a, 2) ^ right(a, 13) ^ right(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => { sum[i] += word; });
  }
  return hexadecimal(sum);
}

/** The SHA-1 of bytes, in hexadecimal; names of events are made of it, and nothing is kept safe by it.
 * @param {Uint8Array} bytes @returns {string} */
export function sha1(bytes) {
  const view = padded(bytes);
  const sum = Int32Array.from(START_1);
  const words = new Int32Array(80);
  for (let at = 0; at < view.byteLength; at += 64) {
    for (let i = 0; i < 80; i += 1) {
      const mixed = words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16];
      words[i] = i < 16 ? view.getInt32(at + 4 * i) : left(mixed, 1);
    }
    let [a, b, c, d, e] = sum;
    for (let i = 0; i < 80; i += 1) {
      const [mixed, round] = i < 20 ? [(b & c) | (~b & d), 0x5a827999] : i < 40 ? [b ^ c ^ d, 0x6ed9eba1]
        : i < 60 ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc] : [b ^ c ^ d, 0xca62c1d6];
      [e, d, c, b, a] = [d, c, left(b, 30), a, (left(a, 5) + mixed + e + round + words[i]) | 0];
    }
    [a, b, c, d, e].forEach((word, i) => { sum[i] += word; });
  }
  return hexadecimal(sum);
}

/** @param {number} word @param {number} by */
const right = (word, by) => (word >>> by) | (word << (32 - by));
/** @param {number} word @param {number} by */
const left = (word, by) => (word << by) | (word >>> (32 - by));
/** @param {Int32Array} words */
const hexadecimal = (words) => [...words].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");

/** @param {Uint8Array} bytes @returns {DataView} */
function padded(bytes) {
  const whole = new Uint8Array(((bytes.length + 8) >> 6) * 64 + 64);
  whole.set(bytes);
  whole[bytes.length] = 0x80;
  const view = new DataView(whole.buffer);
  view.setUint32(whole.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(whole.length - 4, bytes.length << 3);
  return view;
}
