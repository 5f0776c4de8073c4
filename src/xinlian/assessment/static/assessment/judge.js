// A judge's tablet: the sheet of every entrant, filled in with or without a network, and the signature.
import { became, keep, offline, say } from "../web/net.js";
import { kept, listen } from "../web/queue.js";
import { fetched } from "../web/fetched.js";
import { keepPaper } from "../web/papers.js";
import { fill, words as w } from "../web/words.js";

const KEEP_DAYS = 7;
const TYPING_MS = 600;
const root = document.querySelector("[data-judge]");
const part = (name) => root.querySelector(`[data-${name}]`);
const copy = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
const form = part("sheet");
let data = null;
let panel = null;
let one = null;
let typing = 0;

async function start() {
  let found = null;
  try {
    found = await fetched("/judge/mine.json", "judge", KEEP_DAYS);
  } catch (error) {
    if (!error.status) throw error;
    message(w.judge_sign_in);
    part("sign-in").hidden = false;
    part("sign-in").querySelector("a").href = `${root.dataset.sign}?next=${encodeURIComponent(location.pathname + location.search)}`;
    return;
  }
  if (!found) return void message(w.judge_missing);
  data = found.data;
  await waitingToo();
  if (!data.panels.length) return void message(w.judge_none);
  const wanted = new URLSearchParams(location.search).get("panel");
  open(data.panels.find((each) => each.seat === wanted) || (data.panels.length === 1 ? data.panels[0] : null));
}

/* What was said on this device and has not arrived is newer than what the server knows. */
async function waitingToo() {
  for (const item of (await kept()).waiting) {
    const mine = data.panels.find((each) => each.seat === item.seat);
    if (!mine) continue;
    if (item.kind === "sign") mine.signed = true;
    const entrant = mine.entrants.find((each) => each.uid === item.entrant);
    if (item.kind === "score" && entrant) entrant.fields = only(item);
  }
}

const OWN = ["uid", "kind", "as", "said_at", "seat", "entrant", "code", "held"];
const only = (item) => Object.fromEntries(Object.entries(item).filter(([key]) => !OWN.includes(key)));

function message(text) {
  part("message").textContent = text;
  part("message").hidden = !text;
}

function open(found) {
  panel = found;
  one = null;
  part("panels").hidden = Boolean(panel);
  part("panel").hidden = !panel;
  part("one").hidden = true;
  if (panel) return void draw();
  part("panel-list").replaceChildren(...data.panels.map((each) => {
    const li = copy("judge-panel");
    li.querySelector("a").href = `?panel=${each.seat}`;
    li.querySelector("b").textContent = each.title;
    li.querySelector("small").textContent = each.on;
    return li;
  }));
}

const present = (fields, code) => code in fields || `${code}-min` in fields || `${code}-sec` in fields;
const open_ = (entrant) => panel.needed.filter((code) => !present(entrant.fields, code)).length;

function draw() {
  part("title").textContent = panel.title;
  const mine = panel.entrants.filter((each) => !each.recused);
  const done = mine.filter((each) => !open_(each)).length;
  part("progress").textContent = fill(w.judge_progress, { done, all: mine.length });
  part("entrants").replaceChildren(...panel.entrants.map(tile));
  part("plain").querySelector("a").href = `/judge/${panel.seat}/`;
  part("chief").hidden = !panel.chief;
  const chief = part("chief").querySelector("a");
  if (panel.chief) chief.href = `/judge/${panel.seat}/chief/`;
  else chief.removeAttribute("href"); // nobody else has such a page
  const left = mine.length - done;
  part("sign-button").hidden = panel.signed || left > 0 || !mine.length;
  part("sign-words").textContent = panel.signed ? w.judge_signed : left ? fill(w.judge_sign_left, { n: left }) : "";
}

function tile(entrant) {
  const li = copy("judge-entrant");
  const button = li.querySelector("button");
  li.querySelector("b").textContent = entrant.code;
  li.querySelector("span").textContent = entrant.name;
  const left = open_(entrant);
  li.querySelector("small").textContent = entrant.recused ? fill(w.judge_recused, { why: entrant.recused }) : left ? fill(w.judge_left, { n: left }) : w.judge_whole;
  button.disabled = Boolean(entrant.recused);
  button.className = left ? "" : "done";
  button.addEventListener("click", () => show(entrant));
  return li;
}

function show(entrant) {
  one = entrant;
  part("panel").hidden = true;
  part("one").hidden = false;
  part("code").textContent = entrant.code;
  part("saved").textContent = panel.signed ? w.judge_signed : "";
  form.innerHTML = panel.html; // a piece of the page from our own server, every text in it escaped there
  for (const field of form.elements) {
    if (!field.name) continue;
    const value = entrant.fields[field.name];
    if (field.type === "radio" || field.type === "checkbox") field.checked = value === field.value;
    else field.value = value === undefined ? "" : value;
    field.disabled = panel.signed;
  }
  window.scrollTo(0, 0);
  part("code").tabIndex = -1;
  part("code").focus({ preventScroll: true });
}

async function back() {
  await save();
  open(panel);
}

async function following() {
  await save();
  const mine = panel.entrants.filter((each) => !each.recused);
  const next = mine[mine.indexOf(one) + 1];
  if (next) show(next);
  else open(panel);
}

function fieldsNow() {
  const fields = {};
  new FormData(form).forEach((value, key) => { if (value !== "") fields[key] = value; });
  return fields;
}

const flat = (fields) => JSON.stringify(Object.keys(fields).sort().map((key) => [key, fields[key]]));

async function save() {
  clearTimeout(typing);
  if (!one || panel.signed) return;
  const fields = fieldsNow();
  if (flat(fields) === flat(one.fields)) return;
  if (!form.checkValidity()) {
    part("saved").textContent = w.judge_wrong;
    return;
  }
  const entrant = one;
  entrant.fields = fields;
  const number = await keep("score", { ...fields, seat: panel.seat, entrant: entrant.uid, code: entrant.code });
  await keepPaper("judge", data, KEEP_DAYS);
  tell(entrant, became(number));
}

async function tell(entrant, sending) {
  const what = await sending;
  if (typeof what === "object") toast(what.words);
  if (entrant === one) part("saved").textContent = typeof what === "object" ? what.words : offline() ? w.judge_kept : w.judge_saved;
}

const toast = (text) => document.dispatchEvent(new CustomEvent("xinlian:toast", { detail: text }));

async function sign() {
  part("ask").close();
  const what = await say("sign", { seat: panel.seat });
  if (typeof what === "object") return void toast(what.words);
  panel.signed = true;
  await keepPaper("judge", data, KEEP_DAYS);
  draw();
  if (what === "waiting") part("sign-words").textContent = w.judge_signing;
}

/* What waited on this device has arrived. */
function heard(results) {
  if (one && part("saved").textContent === w.judge_kept && !offline()) part("saved").textContent = w.judge_saved;
  if (panel && !one && results.some((each) => each.ok && each.answer && each.answer.signed)) draw();
}

if (root) {
  listen(heard);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", save);
  form.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(save, TYPING_MS); });
  part("back-to").addEventListener("click", back);
  part("next-one").addEventListener("click", following);
  part("sign-button").addEventListener("click", () => { part("ask-words").textContent = w.judge_sign_sure; part("ask").showModal(); });
  part("yes").addEventListener("click", sign);
  part("no").addEventListener("click", () => part("ask").close());
  window.addEventListener("pagehide", save);
  start();
}
