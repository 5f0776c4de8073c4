// A board that keeps itself fresh: told by the live address where there is one, else asked for every few seconds; nothing moves
// while nothing changed, and it recovers by itself.
import { fill, words as w } from "../web/words.js";
import { lines, settle } from "./lines.js";

const EVERY_MS = 5000;
const PATIENCE_MS = 8000;
const SILENT_MS = 40000; // the live address says something every 15 seconds
const root = document.querySelector("[data-board]");
const part = (name) => root.querySelector(`[data-${name}]`);
let tag = "";
let seen = new Date();
let source = null;
let heardAt = 0;

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
    fresh();
  } catch (error) {
    if (!(error instanceof TypeError) && error.name !== "AbortError") throw error; // those two say: no network
    part("fresh").textContent = fill(w.board_off, { time: clock(seen) });
  } finally {
    clearTimeout(timer);
  }
}

function fresh() {
  seen = new Date();
  part("fresh").textContent = fill(w.board_now, { time: clock(seen) });
}

/* Listens, and asks by itself only while nothing is heard. */
function tick() {
  settle(part("top"));
  const silent = Date.now() - heardAt > SILENT_MS;
  if (root.dataset.live && (!source || source.readyState === EventSource.CLOSED || (silent && heardAt))) listen();
  if (!source || source.readyState !== EventSource.OPEN || silent) ask();
}

function listen() {
  if (source) source.close();
  source = new EventSource(root.dataset.live);
  heardAt = 0;
  source.onmessage = (event) => { heard(); draw(JSON.parse(event.data)); };
  source.addEventListener("beat", heard);
}

function heard() {
  heardAt = Date.now();
  fresh();
}

function draw(told) {
  lines(part("top"), told.top);
  if (part("near")) lines(part("near"), told.near);
  if (part("rank") && told.mine) part("rank").textContent = told.mine.rank;
  if (part("marks") && told.mine) part("marks").textContent = told.mine.marks;
  if (part("size")) part("size").textContent = fill(w.board_of, { n: told.size });
  if (part("frozen")) part("frozen").hidden = told.state !== "frozen";
  if (part("beside")) beside(part("beside"), told.beside);
}

function beside(list, several) {
  list.replaceChildren(...several.map((one) => {
    const li = document.createElement("li");
    for (const [name, text] of [["small", one.title], ["span", one.name || "—"], ["b", one.marks]]) {
      const made = document.createElement(name);
      made.textContent = text;
      made.lang = "zh-Hans";
      if (name === "b") made.className = "num";
      li.append(made);
    }
    return li;
  }));
}

if (root) {
  tick();
  setInterval(tick, EVERY_MS);
  addEventListener("online", tick);
}
