// A trainer's roster: ticked at the door of the room, with or without a network.
import { became, keep } from "../web/net.js";
import { listen } from "../web/queue.js";
import { fill, words as w } from "../web/words.js";
import { fetched } from "../web/fetched.js";
import { keepPaper } from "../web/papers.js";

const KEEP_DAYS = 5;
const root = document.querySelector("[data-teach]");
const part = (name) => root.querySelector(`[data-${name}]`);
const session = new URLSearchParams(location.search).get("session") || "";
const copy = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
const roster = (uid) => fetched(`/teach/${uid}.json`, `teach-${uid}`, KEEP_DAYS);
let data = null;

async function start() {
  if (!/^[0-9a-f-]{36}$/.test(session)) return list();
  try {
    const found = await roster(session);
    if (!found) return tell(w.teach_missing);
    show(found.data);
  } catch (error) {
    if (!error.status) throw error;
    tell(w.teach_not_yours);
  }
}

async function list() {
  try {
    const found = await fetched("/teach/sessions.json", "teach", KEEP_DAYS);
    if (!found) return tell(w.teach_missing);
    const { sessions } = found.data;
    part("sessions").replaceChildren(...sessions.map(entry));
    part("list").hidden = !sessions.length;
    if (!sessions.length) tell(w.teach_none);
    // the rosters come along, so that the room needs no network
    for (const one of sessions) await roster(one.uid).catch(() => {});
  } catch (error) {
    if (!error.status) throw error;
    tell(w.teach_sign_in);
  }
}

function entry(one) {
  const li = copy("teach-session");
  li.querySelector("a").href = `?session=${one.uid}`;
  li.querySelector("b").textContent = `${one.day} ${one.time}`;
  li.querySelector(".tag").textContent = w.teach_today;
  li.querySelector(".tag").hidden = !one.today;
  li.querySelector("small").textContent = `${one.subject} · ${one.words}`;
  return li;
}

function tell(text) {
  part("message").textContent = text;
  part("message").hidden = false;
}

function show(found) {
  data = found;
  part("roster").hidden = false;
  document.querySelector("h1").textContent = `${data.day} ${data.time}`;
  part("words").textContent = `${data.subject} · ${data.words}`;
  part("find").addEventListener("input", draw);
  draw();
}

function draw() {
  const wanted = part("find").value.trim();
  const shown = data.people.filter((one) => !wanted || one.name.includes(wanted) || one.team.includes(wanted));
  const left = data.people.filter((one) => !one.here).length;
  part("count").textContent = `${data.people.length - left} / ${data.people.length}`;
  part("count-words").textContent = left ? fill(w.teach_left, { n: left }) : w.teach_all;
  part("people").replaceChildren(...shown.map(line));
  part("nobody").hidden = shown.length > 0;
}

function line(one) {
  const li = copy("teach-person");
  const tick = li.querySelector("button");
  tick.setAttribute("aria-pressed", String(one.here));
  tick.querySelector("b").textContent = one.name;
  tick.querySelector("small").textContent = [one.team, one.waiting ? w.teach_waiting : ""].filter(Boolean).join(" · ");
  tick.addEventListener("click", () => turn(one));
  return li;
}

async function turn(one) {
  one.here = !one.here;
  one.waiting = true;
  const number = await keep("attend", { seat: one.seat, session: data.code, here: one.here ? "1" : "0", name: one.name });
  await keepPaper(`teach-${session}`, data, KEEP_DAYS); // a phone that dies now knows it tomorrow
  draw();
  const what = await became(number);
  if (typeof what === "object") {
    one.here = !one.here;
    one.waiting = false;
    document.dispatchEvent(new CustomEvent("xinlian:toast", { detail: what.words }));
  } else if (what === "sent") one.waiting = false;
  await keepPaper(`teach-${session}`, data, KEEP_DAYS);
  draw();
}

/* What another page or the service worker sent is no longer waiting. */
function heard(results) {
  if (!data || !results.length) return;
  roster(session).then((found) => { if (found) { data = found.data; draw(); } }).catch(() => {});
}

if (root) {
  listen(heard);
  start();
}
