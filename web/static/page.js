// Everything works without this; it only makes leaving quicker and ticking smoother.
"use strict";

const LEAVING_TAKES_AT_MOST = 400;
const ESCAPES_WITHIN = 2000;

const leaving = typeof BroadcastChannel === "function" ? new BroadcastChannel("leave") : null;

function goAway() {
  document.documentElement.classList.add("gone");
  document.title = "";
  location.replace("/tea");
}

// The page is out of sight at once; the server is told before another page replaces this one in the history.
function leave() {
  const form = document.getElementById("leave");
  if (!form) return;
  document.documentElement.classList.add("gone");
  if (leaving) leaving.postMessage("leave");
  const told = fetch(form.getAttribute("action"), {
    method: "POST", body: new URLSearchParams({ go: "leave" }), redirect: "manual", keepalive: true,
  });
  const waited = new Promise((resolve) => setTimeout(resolve, LEAVING_TAKES_AT_MOST));
  Promise.race([told.catch(() => {}), waited]).then(goAway);
}

function leaveByKey() {
  let pressed = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") {
      pressed = [];
      return;
    }
    const now = Date.now();
    pressed = [...pressed, now].filter((then) => now - then < ESCAPES_WITHIN);
    if (pressed.length >= 3) leave();
  });
}

// "None of these" and "I don't know" stand alone.
function keepApart(form) {
  form.addEventListener("change", (event) => {
    const changed = event.target;
    if (!changed.checked || changed.type !== "checkbox") return;
    for (const other of form.querySelectorAll("input[type=checkbox]")) {
      if (other !== changed && (changed.name === "alone" || other.name === "alone")) other.checked = false;
    }
  });
}

function tickInPlace(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    const fields = new URLSearchParams(new FormData(form));
    fields.set(button.name, button.value);
    try {
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body: fields });
      if (!answer.ok) throw new Error();
    } catch {
      location.reload();
      return;
    }
    const ticked = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(ticked));
    form.closest(".action").classList.toggle("ticked", ticked);
  });
}

document.documentElement.classList.add("script");
// A page that the browser kept for going back is asked for anew: it may have been left in the meantime.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

if (document.getElementById("leave")) {
  const button = document.querySelector("#leave button");
  button.title = button.dataset.hint;
  if (leaving) leaving.addEventListener("message", goAway);
  document.getElementById("leave").addEventListener("submit", (event) => { event.preventDefault(); leave(); });
  leaveByKey();
}
document.querySelectorAll("form").forEach(keepApart);
document.querySelectorAll("form.tick").forEach(tickInPlace);
const print = document.getElementById("print");
if (print) print.addEventListener("click", () => window.print());
