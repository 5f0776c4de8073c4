// Sitting an exam: one question a screen. Every answer is kept on the phone first and sent as soon as there is a network;
// the clock is the server's, whatever the phone's own says.
import { became, keep, offline, say, send } from "../web/net.js";
import { kept, listen } from "../web/queue.js";
import { fetched } from "../web/fetched.js";
import { keepPaper } from "../web/papers.js";
import { fill, words as w } from "../web/words.js";

const KEEP_DAYS = 2;
const HEAR_MS = 20000;
const TYPING_MS = 700;
const NEAR_MS = 5 * 60000;
const root = document.querySelector("[data-sit]");
const part = (name) => root.querySelector(`[data-${name}]`);
const uid = new URLSearchParams(location.search).get("s") || "";
const name = `sitting-${uid}`;
const form = part("question");
let data = null;
let ahead = 0; // how much the server's clock is ahead of this phone's, in ms
let at = 0;
let typing = 0;
let over = false;

async function start() {
  if (!/^[0-9a-f-]{36}$/.test(uid)) return message(w.sit_not_yours);
  let found = null;
  try {
    found = await fetched(`/exams/sittings/${uid}.json`, name, KEEP_DAYS);
  } catch (error) {
    if (!error.status) throw error;
    message(error.status === 404 ? w.sit_not_yours : w.sit_sign_in);
    part("sign-in").hidden = error.status === 404;
    part("sign-in").querySelector("a").href = `${root.dataset.sign}?next=${encodeURIComponent(location.pathname + location.search)}`;
    return undefined;
  }
  if (!found) return message(w.sit_missing);
  data = found.data;
  hear(data, found.at);
  if (data.ended || !data.questions) return end(data.ended_by === "self" ? w.sit_handed : w.sit_over);
  await waitingToo();
  document.title = data.title;
  part("title").textContent = data.title;
  part("body").hidden = false;
  at = Math.max(0, data.questions.findIndex((one) => !answered(one)));
  draw();
  tick();
  setInterval(tick, 1000);
  setInterval(ask, HEAR_MS);
  window.addEventListener("online", ask);
  return undefined;
}

/* What was said on this phone and has not arrived is newer than what the server knows. */
async function waitingToo() {
  for (const item of (await kept()).waiting) {
    if (item.sitting !== uid) continue;
    if (item.kind === "hand_in") return end(w.sit_handing);
    if (item.kind === "answer") data.questions[item.place].fields = only(item);
  }
  return undefined;
}

const OWN = ["uid", "kind", "as", "said_at", "sitting", "place", "nth", "held"];
function only(item) {
  const fields = {};
  for (const key of Object.keys(item)) if (!OWN.includes(key)) fields[key] = [].concat(item[key]);
  return fields;
}

const answered = (one) => Object.values(one.fields).some((values) => values.some((value) => value !== ""));

function message(text) {
  part("message").textContent = text;
  part("message").hidden = !text;
}

/* `at_` is this phone's time at which the server's was `told.now`. */
function hear(told, at_) {
  ahead = told.now - at_;
  if (data && data.ends_at !== told.ends_at) {
    if (told.ends_at > data.ends_at) toast(fill(w.sit_more, { time: new Date(told.ends_at).toTimeString().slice(0, 5) }));
    data.ends_at = told.ends_at;
    keepPaper(name, { ...data, now: told.now }, KEEP_DAYS);
  }
}

const left = () => data.ends_at - (Date.now() + ahead);

function tick() {
  if (over) return;
  const ms = left();
  if (ms <= 0) return ring();
  const whole = Math.ceil(ms / 1000);
  const time = `${String(Math.floor(whole / 60)).padStart(2, "0")}:${String(whole % 60).padStart(2, "0")}`;
  part("left").textContent = fill(w.sit_left, { time });
  part("left").parentElement.classList.toggle("near", ms < NEAR_MS);
}

/* The server ends it by itself; the phone only sends what it still holds. */
async function ring() {
  await save();
  if (left() > 0) return;
  end(w.sit_over);
  await send();
  const mine = (await kept()).waiting.filter((item) => item.sitting === uid).length;
  if (mine) message(fill(w.sit_over_offline, { n: mine }));
}

async function ask() {
  if (over) return;
  try {
    const answer = await fetch(`/exams/sittings/${uid}/clock.json`, { credentials: "same-origin", cache: "no-store" });
    if (!answer.ok || answer.redirected) return;
    const told = await answer.json();
    hear(told, Date.now());
    if (told.ended && told.ended_by !== "") end(told.ended_by === "self" ? w.sit_handed : w.sit_over);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // that one says: no network; the phone goes on by itself
  }
}

function end(text) {
  over = true;
  part("body").hidden = true;
  message(text);
  if (data && data.exam) {
    part("back").hidden = false;
    part("back").querySelector("a").href = data.exam;
  }
}

function draw() {
  const one = data.questions[at];
  form.innerHTML = one.html; // a piece of the page from our own server, every text in it escaped there
  fillIn(one.fields);
  part("saved").textContent = "";
  part("before").disabled = at === 0;
  const last = at === data.questions.length - 1;
  part("after").hidden = last;
  root.querySelector(".turn [data-done]").hidden = !last;
  cells();
}

function fillIn(fields) {
  for (const field of form.elements) {
    if (!field.name) continue;
    const values = fields[field.name] || [];
    if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
    else field.value = values[0] || "";
  }
}

function cells() {
  const done = data.questions.filter(answered).length;
  part("count").textContent = `${done} / ${data.questions.length}`;
  part("cells").replaceChildren(...data.questions.map((one, place) => {
    const cell = document.createElement("button");
    cell.type = "button";
    cell.textContent = place + 1;
    cell.setAttribute("aria-label", fill(answered(one) ? w.sit_answered : w.sit_open, { n: place + 1 }));
    if (answered(one)) cell.className = "done";
    if (place === at) cell.setAttribute("aria-current", "step");
    cell.addEventListener("click", () => go(place));
    return cell;
  }));
}

async function go(place) {
  await save();
  at = place;
  draw();
  part("sheet").open = false;
  const top = form.querySelector("legend");
  top.tabIndex = -1;
  top.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

function fieldsNow() {
  const fields = {};
  new FormData(form).forEach((value, key) => { fields[key] = (fields[key] || []).concat(value); });
  return fields;
}

const same = (one, other) => JSON.stringify(trimmed(one)) === JSON.stringify(trimmed(other));
function trimmed(fields) {
  return Object.keys(fields).sort().map((key) => [key, fields[key].filter((value) => value !== "")]).filter(([, values]) => values.length);
}

/* Keeps what stands in the form, if it is news. Nobody waits for the network. */
async function save() {
  clearTimeout(typing);
  const one = data.questions[at];
  const fields = fieldsNow();
  if (over || same(fields, one.fields)) return;
  one.fields = fields;
  const place = at;
  part("saved").textContent = w.sit_saving;
  cells();
  const number = await keep("answer", { ...fields, sitting: uid, place, nth: place + 1 });
  await keepPaper(name, { ...data, now: Date.now() + ahead }, KEEP_DAYS);
  tell(place, became(number));
}

async function tell(place, sending) {
  const what = await sending;
  if (typeof what === "object") {
    toast(what.words);
    if (what.code === "sitting_over") ask();
  }
  if (place === at) part("saved").textContent = typeof what === "object" ? what.words : offline() ? w.sit_kept : w.sit_saved;
}

function heard(results) {
  for (const result of results) if (result.ok && result.answer && result.answer.counts === false) toast(w.sit_late);
  if (over && results.some((each) => each.ok && each.answer && each.answer.ended_by)) message(w.sit_handed);
  if (results.length && !over && part("saved").textContent === w.sit_kept) part("saved").textContent = w.sit_saved;
}

const toast = (text) => document.dispatchEvent(new CustomEvent("xinlian:toast", { detail: text }));

async function done() {
  await save();
  const open = data.questions.filter((one) => !answered(one)).length;
  part("ask-words").textContent = open ? fill(w.sit_sure, { n: open }) : w.sit_sure_all;
  part("ask").showModal();
}

async function handIn() {
  part("ask").close();
  await save();
  end(w.sit_handing);
  const what = await say("hand_in", { sitting: uid });
  if (typeof what === "object") message(what.words);
  else if (what === "sent") message(w.sit_handed);
}

/* A number taken from another step changes places with it, so that no number stands twice. */
function swap(field) {
  const before = field.dataset.was || "";
  for (const other of form.querySelectorAll("[data-step]")) {
    if (other !== field && other.value === field.value && field.value !== "") {
      other.value = before;
      other.dataset.was = before;
    }
  }
  field.dataset.was = field.value;
}

if (root) {
  listen(heard);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("focusin", (event) => { if (event.target.dataset.step !== undefined) event.target.dataset.was = event.target.value; });
  form.addEventListener("change", (event) => {
    if (event.target.dataset.step !== undefined) swap(event.target);
    save();
  });
  form.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(save, TYPING_MS); });
  part("before").addEventListener("click", () => go(at - 1));
  part("after").addEventListener("click", () => go(at + 1));
  root.querySelectorAll("[data-done]").forEach((button) => button.addEventListener("click", done));
  part("yes").addEventListener("click", handIn);
  part("no").addEventListener("click", () => part("ask").close());
  window.addEventListener("pagehide", save);
  start();
}
