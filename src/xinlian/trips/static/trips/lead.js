// The leader's roster: ticked at the bus door, with or without a network.
import { became, keep } from "../web/net.js";
import { listen } from "../web/queue.js";
import { fill, words as w } from "../web/words.js";
import { fetched } from "../web/fetched.js";
import { keepPaper } from "../web/papers.js";

const KEEP_DAYS = 10;
const root = document.querySelector("[data-lead]");
const part = (name, within = root) => within.querySelector(`[data-${name}]`);
const trip = new URLSearchParams(location.search).get("trip") || "";
const copy = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
let data = null;

async function start() {
  if (!/^[0-9a-f-]{36}$/.test(trip)) return list();
  try {
    const found = await fetched(`/lead/${trip}.json`, `lead-${trip}`, KEEP_DAYS);
    if (!found) return say_(w.lead_missing);
    show(found.data);
  } catch (error) {
    if (!error.status) throw error;
    say_(w.lead_not_yours);
  }
}

async function list() {
  try {
    const found = await fetched("/lead/trips.json", "lead", KEEP_DAYS);
    if (!found) return say_(w.lead_missing);
    part("trips").replaceChildren(...found.data.trips.map((one) => {
      const li = copy("lead-trip");
      li.querySelector("a").href = `?trip=${one.uid}`;
      li.querySelector("b").textContent = one.day;
      li.querySelector("small").textContent = one.words;
      return li;
    }));
    part("list").hidden = !found.data.trips.length;
    if (!found.data.trips.length) say_(w.lead_none);
    // the rosters come along, so that the bus stop needs no network
    for (const one of found.data.trips) await fetched(`/lead/${one.uid}.json`, `lead-${one.uid}`, KEEP_DAYS).catch(() => {});
  } catch (error) {
    if (!error.status) throw error;
    say_(w.lead_sign_in);
  }
}

function say_(text) {
  part("message").textContent = text;
  part("message").hidden = false;
}

function show(found) {
  data = found;
  part("roster").hidden = false;
  document.querySelector("h1").textContent = data.day;
  part("words").textContent = data.words;
  part("find").addEventListener("input", draw);
  draw();
}

function draw() {
  const wanted = part("find").value.trim();
  const shown = data.people.filter((one) => !wanted || one.name.includes(wanted) || one.union.includes(wanted) || one.phone.endsWith(wanted));
  const here = data.people.filter((one) => one.here).length;
  part("count").textContent = `${here} / ${data.people.length}`;
  part("count-words").textContent = here === data.people.length ? w.lead_all : fill(w.lead_left, { n: data.people.length - here });
  shown.sort((a, b) => a.here - b.here);
  part("people").replaceChildren(...shown.map(line));
  part("nobody").hidden = shown.length > 0;
}

function line(one) {
  const li = copy("lead-person");
  const tick = li.querySelector("button");
  tick.setAttribute("aria-pressed", String(one.here));
  tick.querySelector("b").textContent = one.name;
  tick.querySelector("small").textContent = [one.union, one.waiting ? w.lead_waiting : ""].filter(Boolean).join(" · ");
  tick.addEventListener("click", () => turn(one));
  const call = li.querySelector("a");
  call.hidden = !one.call;
  if (one.call) call.href = `tel:${one.phone}`;
  const note = li.querySelector("[data-note]");
  note.hidden = !one.health && !one.contact;
  note.textContent = [one.health, one.contact && fill(w.lead_contact, { who: one.contact })].filter(Boolean).join(" · ");
  return li;
}

async function turn(one) {
  one.here = !one.here;
  one.waiting = true;
  const number = await keep("attend", { seat: one.seat, here: one.here ? "1" : "0", name: one.name });
  await keepPaper(`lead-${trip}`, data, KEEP_DAYS); // a phone that dies now knows it tomorrow
  draw();
  const what = await became(number);
  if (typeof what === "object") {
    one.here = !one.here;
    one.waiting = false;
    document.dispatchEvent(new CustomEvent("xinlian:toast", { detail: what.words }));
  } else if (what === "sent") one.waiting = false;
  await keepPaper(`lead-${trip}`, data, KEEP_DAYS);
  draw();
}

/* What another page or the service worker sent is no longer waiting. */
function heard(results) {
  if (!data || !results.length) return;
  fetched(`/lead/${trip}.json`, `lead-${trip}`, KEEP_DAYS).then((found) => { if (found) { data = found.data; draw(); } }).catch(() => {});
}

if (root) {
  listen(heard);
  start();
}
