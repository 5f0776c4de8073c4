// A board that keeps itself fresh: asked for again every few seconds, nothing moves while nothing changed, and it recovers by itself.
import { fill, words as w } from "../web/words.js";

const EVERY_MS = 5000;
const PATIENCE_MS = 8000;
const root = document.querySelector("[data-board]");
const part = (name) => root.querySelector(`[data-${name}]`);
let tag = "";
let seen = new Date();

const clock = (when) => when.toTimeString().slice(0, 8);

async function ask() {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    const answer = await fetch(root.dataset.board, { credentials: "same-origin", cache: "no-store", signal: stop.signal, headers: tag ? { "If-None-Match": tag } : {} });
    if (answer.status === 200 && !answer.redirected) {
      tag = answer.headers.get("ETag") || "";
      draw(await answer.json());
    } else if (answer.status !== 304) return;
    seen = new Date();
    fresh(fill(w.board_now, { time: clock(seen) }));
  } catch (error) {
    if (!(error instanceof TypeError) && error.name !== "AbortError") throw error; // those two say: no network
    fresh(fill(w.board_off, { time: clock(seen) }));
  } finally {
    clearTimeout(timer);
    setTimeout(ask, EVERY_MS);
  }
}

function fresh(text) {
  part("fresh").textContent = text;
}

function draw(told) {
  lines(part("top"), told.top);
  if (part("near")) lines(part("near"), told.near);
  if (part("rank") && told.mine) part("rank").textContent = told.mine.rank;
  if (part("size")) part("size").textContent = fill(w.board_of, { n: told.size });
}

function lines(list, several) {
  const before = [...list.children].map((li) => li.textContent);
  list.replaceChildren(...several.map((one, place) => {
    const li = document.createElement("li");
    const rank = document.createElement("b");
    const name = document.createElement("span");
    const marks = document.createElement("b");
    rank.className = marks.className = "num";
    name.className = "grow";
    name.lang = "zh-Hans";
    rank.textContent = one.rank;
    name.textContent = one.name || "—";
    marks.textContent = one.marks;
    li.append(rank, name);
    if (one.time) {
      const time = document.createElement("small");
      time.className = "muted num";
      time.textContent = one.time;
      li.append(time);
    }
    li.append(marks);
    if (one.own) li.classList.add("own");
    if (before.length && before[place] !== li.textContent) li.classList.add("moved");
    return li;
  }));
}

if (root) ask();
