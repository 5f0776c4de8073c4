// The lines of a board, drawn anew when something moved: each line is known by its entry, slides to its new place and says how
// far it rose.
import { fill, words as w } from "../web/words.js";

const RISEN_MS = 60000;
const still = matchMedia("(prefers-reduced-motion: reduce)");
const risen = new Map();

function piece(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function line(one) {
  const li = document.createElement("li");
  li.dataset.id = one.id;
  li.dataset.rank = one.rank;
  if (one.own) li.classList.add("own");
  const name = piece("span", "grow", one.name || "—");
  name.lang = "zh-Hans";
  const up = risen.get(one.id);
  if (up && Date.now() < up.until) {
    const mark = piece("em", "up num", `↑${up.by}`);
    mark.setAttribute("aria-label", fill(w.board_up, { n: up.by }));
    name.append(" ", mark);
    li.classList.add("risen");
  }
  const label = piece("small", "label muted", one.label);
  label.lang = "zh-Hans";
  li.append(piece("b", "num", one.rank), name, label, piece("small", "muted num", one.time), piece("b", "num", one.marks));
  return li;
}

/** Puts the lines into a list; whoever rose since the list was drawn last is marked. */
export function lines(list, several) {
  const before = new Map([...list.children].map((li) => [li.dataset.id, { top: li.offsetTop, rank: Number(li.dataset.rank) }]));
  for (const one of several) {
    const was = before.get(one.id);
    if (before.size && (!was || was.rank > one.rank)) risen.set(one.id, { by: (was ? was.rank : before.size + 1) - one.rank || 1, until: Date.now() + RISEN_MS });
    else if (was && was.rank < one.rank) risen.delete(one.id);
  }
  list.replaceChildren(...several.map(line));
  if (!several.length) list.append(piece("li", "muted", w.board_nobody));
  if (!before.size || still.matches) return;
  for (const li of list.children) slide(li, before.get(li.dataset.id));
}

/** Whoever rose a minute ago is like the others again. */
export function settle(list) {
  for (const li of list.querySelectorAll(".risen")) {
    if (Date.now() < risen.get(li.dataset.id)?.until) continue;
    li.classList.remove("risen");
    li.querySelector(".up").remove();
  }
}

function slide(li, was) {
  const by = was ? was.top - li.offsetTop : li.offsetHeight;
  if (by) li.animate([{ transform: `translateY(${by}px)` }, { transform: "none" }], { duration: 700, easing: "ease-out" });
}
