// The list of what was said on this phone and has not arrived: components/outbox.html, on any page that includes it.
import { me, send } from "./net.js";
import { again, kept, listen } from "./queue.js";
import { drop } from "./store.js";
import { fill, passed, words as w } from "./words.js";

const box = document.querySelector("[data-outbox]");
const part = (name, within) => within.querySelector(`[data-${name}]`);

async function draw() {
  const { waiting, refused } = await kept();
  box.hidden = !waiting.length && !refused.length;
  part("items", box).replaceChildren(...[...refused, ...waiting].map(line));
}

/* What somebody else said on this phone waits for them; it is not for whoever holds the phone now to read. */
const isMine = (item) => !item.as || item.as === me();

function line(item) {
  const li = document.getElementById("waiting").content.firstElementChild.cloneNode(true);
  const [what, state] = li.querySelectorAll("p");
  what.textContent = isMine(item) ? told(item) : w.of_another;
  state.textContent = became(item);
  if (!item.refused) return li;
  state.className = "note warn";
  li.querySelector(".btns").hidden = false;
  part("again", li).hidden = !isMine(item);
  part("again", li).addEventListener("click", async () => { await again({ ...item, as: me() }); send(); });
  part("drop", li).addEventListener("click", async () => { await drop("outbox", item.uid); draw(); });
  return li;
}

function told(item) {
  const text = w[`say_${item.code}`] || item.text || "";
  const words = fill(w[`kind_${item.kind}`] || "", { ...item, text });
  return [item.name || item.station, words].filter(Boolean).join(" · ");
}

function became(item) {
  if (item.refused) return fill(w.refused, { words: item.refused.words || item.refused.code });
  const ago = passed(Date.now() - item.said_at);
  return item.held ? fill(w.held, { ago, words: item.held }) : fill(w.pending, { ago });
}

if (box) {
  draw();
  listen(draw);
}
