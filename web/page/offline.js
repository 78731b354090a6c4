/** The page without a network, and how old it is. */

const OLD_AFTER_DAYS = 90;
const DAY = 24 * 60 * 60 * 1_000;

/**
 * Has the page's files kept, where it lies on a host that publishes them for that, and looks for newer ones.
 * A newer page is shown at once to whoever has not begun yet, to everybody else when they come again.
 * @param {() => boolean} isUntouched whether nothing was answered or filled in
 */
export function keptForOffline(isUntouched) {
  const { worker } = document.documentElement.dataset;
  if (!worker || !("serviceWorker" in navigator)) return;
  const host = navigator.serviceWorker;
  const isKept = host.controller !== null;
  host.addEventListener("controllerchange", () => isKept && isUntouched() && location.reload());
  // After all that the first question needs.
  const register = () => host.register(worker, { updateViaCache: "none" })
    .then(async (registered) => { if (isKept) await registered.update(); }).catch(() => {});
  if (document.readyState === "complete") register();
  else addEventListener("load", register);
}

/** Says so where the page, or the day on which its help lines were checked, is long ago. */
export function tellsItsAge() {
  for (const told of document.querySelectorAll("[data-old]")) {
    const since = told instanceof HTMLElement && told.dataset.old ? told.dataset.old : document.lastModified;
    if (Date.now() - Date.parse(since) > OLD_AFTER_DAYS * DAY) told.removeAttribute("hidden");
  }
}
