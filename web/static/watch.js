// Asks for news of the rulebook that is being written, and shows its page as it was last saved.
"use strict";

const BETWEEN_LOOKS = 500;
const state = document.getElementById("state");
const said = document.getElementById("said");
const frame = document.getElementById("page");
let known = { look: 0, page: 0 };

function show(news) {
  if (news.page !== known.page) {
    // Where one is in it, such as another language, is kept.
    if (known.page) frame.contentWindow.location.reload();
    else frame.src = "page/";
  }
  state.textContent = news.broken ? state.dataset.broken : state.dataset.fine;
  state.classList.toggle("broken", news.broken);
  said.replaceChildren(...news.said.map((sentence) => {
    const item = document.createElement("li");
    item.textContent = sentence;
    return item;
  }));
  known = news;
}

async function look() {
  try {
    const news = await (await fetch("news.json", { cache: "no-store" })).json();
    if (news.look !== known.look) show(news);
  } catch {
    state.textContent = state.dataset.gone;
  }
  setTimeout(look, BETWEEN_LOOKS);
}

look();
