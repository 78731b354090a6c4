/**
 * The service worker: it keeps the page's files, so that the page opens without a network. It knows of no answers.
 * It works beside the pages, in a place of its own, so that it imports nothing.
 */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

/** Another one as soon as any of the files is another; it and the files are written in when the page is published. */
const VERSION = "";

/** @type {readonly string[]} */
const FILES = [];

const { scope } = worker.registration;
const OURS = `page ${scope} `;
const KEPT = OURS + VERSION;
const ADDRESSES = new Set(FILES.map((file) => new URL(file, scope).href));

/** Fetches every file anew: what the browser has kept by itself may be of another version. */
async function keep() {
  const kept = await caches.open(KEPT);
  await Promise.all([...ADDRESSES].map(async (address) => {
    const answer = await fetch(address, { cache: "reload" });
    if (!answer.ok) throw new Error(String(answer.status));
    // What a host has led elsewhere for may not answer whoever opens the address itself.
    const { headers, redirected } = answer;
    await kept.put(address, redirected ? new Response(await answer.blob(), { headers }) : answer);
  }));
  await worker.skipWaiting();
}

/** Drops what was kept of another version, and looks after the pages that are open. */
async function begin() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OURS) && name !== KEPT).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** Which file an address asks for; a folder is its front page. @param {string} asked @returns {string} */
function addressOf(asked) {
  const { origin, pathname } = new URL(asked);
  return origin + (pathname.endsWith("/") ? `${pathname}index.html` : pathname);
}

/** @param {Request} request @returns {Promise<Response>} */
async function answered(request) {
  const kept = await caches.open(KEPT);
  return await kept.match(addressOf(request.url), { ignoreVary: true }) ?? fetch(request);
}

worker.addEventListener("install", (event) => event.waitUntil(keep()));
worker.addEventListener("activate", (event) => event.waitUntil(begin()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && ADDRESSES.has(addressOf(request.url))) event.respondWith(answered(request));
});
