// The gate: scan, decide with no network, say it by colour, shape, word, sound and vibration, note it, send it later.
// What was scanned is never opened: it is text until its signature was found right.
import { fill, words as w } from "../web/words.js";
import { watch } from "./gatecamera.js";
import { addScan, keep, kept, photo, scans } from "./gatestore.js";
import { Refusal, enrol, send, synchronise } from "./gatesync.js";
import { check, checkToken, fromBase64 } from "./seals.js";

const AGAIN_MS = 4000; // the same code in front of the camera
const SYNC_MS = 60000;
const root = document.querySelector("[data-gate]");
const at = (name) => root.querySelector(`[data-${name}]`);
const TONES = { valid: "ok", barred: "bad", held: "hold", caution: "hold", expired: "off", undecided: "unsure", refused: "bad" };
const SOUNDS = { valid: [880, 1], barred: [180, 3], held: [260, 2], caution: [660, 2], expired: [330, 2], undecided: [440, 2], refused: [140, 3] };
const SHAKES = { valid: [80], barred: [250, 80, 250, 80, 250], held: [250, 80, 250], caution: [120, 80, 120], expired: [200, 80, 200], undecided: [60, 60, 60], refused: [600] };
/* Stopped for now is told apart from stopped for good, and a valid pass about which something is odd from a plain yes. */
const shade = ({ outcome, why: code }, note) => {
  if (outcome === "valid" && note) return "caution";
  return outcome === "barred" && code !== "revoked" ? "held" : outcome;
};
let held = null;
let way = "in";
let last = { text: "", at: 0 };
let sound = null;

function ago(ms) {
  const minutes = Math.floor(ms / 60000);
  if (minutes < 1) return w.gate_now;
  if (minutes < 60) return fill(w.gate_minutes, { n: minutes });
  return minutes < 2880 ? fill(w.gate_hours, { n: Math.floor(minutes / 60) }) : fill(w.gate_days, { n: Math.floor(minutes / 1440) });
}

async function fresh() {
  const waiting = (await scans()).length;
  const parts = [];
  const age = held ? Date.now() - held.at : Infinity;
  const old = held && age > held.gate.fresh * 1000;
  parts.push(held ? fill(w.gate_synced, { ago: ago(age) }) : w.gate_never);
  if (old) parts.push(w.gate_old);
  if (!navigator.onLine) parts.push(w.gate_offline);
  if (waiting) parts.push(fill(w.gate_waiting, { n: waiting }));
  const line = at("fresh");
  line.textContent = parts.join(" · ");
  line.classList.toggle("old", Boolean(old || !held));
  line.dataset.waiting = waiting;
}

function tell(outcome) {
  if (navigator.vibrate) navigator.vibrate(SHAKES[outcome]);
  if (!sound) return;
  const [pitch, times] = SOUNDS[outcome];
  for (let i = 0; i < times; i += 1) {
    const tone = sound.createOscillator();
    tone.frequency.value = pitch;
    tone.type = outcome === "valid" ? "sine" : "square";
    tone.connect(sound.destination);
    tone.start(sound.currentTime + i * 0.22);
    tone.stop(sound.currentTime + i * 0.22 + 0.15);
  }
}

const why = (code) => (code ? w[`why_${code}`] || w.why_other : "");

async function show(verdict, note) {
  const box = at("outcome");
  const told = shade(verdict, note);
  box.className = `outcome ${TONES[told]}`;
  box.dataset.code = told;
  for (const icon of box.querySelectorAll("[data-for]")) icon.hidden = icon.dataset.for !== told;
  at("word").textContent = w[`outcome_${told}`];
  at("why").textContent = why(verdict.why);
  at("note").textContent = note;
  box.hidden = false;
  await person(verdict.found);
  tell(told);
}

async function person(found) {
  const box = at("who");
  box.hidden = !found;
  if (!found) return;
  at("name").textContent = found.name;
  const { trades, levels } = held.bundle;
  at("trades").replaceChildren(...found.trades.map(([trade, level]) => {
    const text = [trades.get(trade) || String(trade), levels.get(level)].filter(Boolean).join(" · ");
    return Object.assign(document.createElement("li"), { textContent: text });
  }));
  at("until").textContent = new Date((found.expires - 1) * 1000).toLocaleDateString(document.documentElement.lang);
  const picture = found.photo ? await photo(found.photo) : null; // bound by its hash: only this very photo shows
  const image = box.querySelector("img");
  if (image.src.startsWith("blob:")) URL.revokeObjectURL(image.src);
  image.hidden = !picture;
  if (picture) image.src = URL.createObjectURL(picture);
  const none = at("photo-none");
  none.hidden = Boolean(picture);
  none.textContent = found.photo ? w.gate_photo_missing : w.gate_photo_none;
}

function notes(verdict) {
  if (verdict.outcome !== "valid") return "";
  const { number } = verdict.found;
  const said = [];
  if (!held.roster.some((one) => one.number === number)) said.push(w.gate_not_here);
  if (way === "in" && held.inside[number] === "in") said.push(w.gate_again);
  return said.join(" ");
}

async function decide(make, means) {
  if (!held || !held.bundle) return show({ outcome: "undecided", why: "no_bundle" }, "");
  const now = Date.now() / 1000;
  const verdict = await make({ bundle: held.bundle, lists: held.lists, fresh: held.gate.fresh }, now);
  await show(verdict, notes(verdict));
  const listed = verdict.found && held.lists.get(verdict.found.status[0]);
  await addScan({
    uid: crypto.randomUUID(),
    number: verdict.found ? verdict.found.number : "",
    outcome: verdict.outcome,
    why: verdict.why,
    way,
    means,
    at: now,
    list_version: listed ? listed.version : 0,
  });
  if (verdict.outcome === "valid") {
    held.inside[verdict.found.number] = way;
    await keep("held", held);
  }
  await fresh();
  return quietly(send).then(fresh);
}

async function scanned(text) {
  if (text === last.text && Date.now() - last.at < AGAIN_MS) {
    last.at = Date.now();
    return;
  }
  last = { text, at: Date.now() };
  await decide((own, now) => check(text, own, now), "camera");
}

/* A hand scanner types the whole code and Enter; a person types nine signs. */
async function typed(text) {
  const short = text.toUpperCase().replace(/[\s\-·]/g, "").replace(/[IL]/g, "1").replace(/O/g, "0");
  if (short.length > 12) return decide((own, now) => check(text, own, now), "scanner");
  if (!/^[0-9A-HJKMNP-TV-Z]{9}$/.test(short)) return warn(w.gate_short_wrong);
  const one = held && held.roster.find((row) => row.code === short);
  if (!one) return warn(w.gate_short_unknown);
  return decide((own, now) => checkToken(fromBase64(one.token), own, now), "typed");
}

function warn(text) {
  const box = at("outcome");
  box.className = "outcome unsure";
  box.dataset.code = "again";
  for (const icon of box.querySelectorAll("[data-for]")) icon.hidden = icon.dataset.for !== "undecided";
  at("word").textContent = text;
  at("why").textContent = at("note").textContent = "";
  at("who").hidden = true;
  box.hidden = false;
}

/* No network is no error here; a device that was blocked is told so. */
async function quietly(act) {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) {
      held = null;
      at("work").hidden = true;
      at("enrol").hidden = false;
      problem(w.gate_blocked);
    } else if (!(error instanceof TypeError) && !(error instanceof Refusal) && !error.code) throw error;
    return null;
  }
}

function problem(text) {
  const box = at("error");
  box.textContent = text;
  box.hidden = !text;
}

async function synced() {
  const found = await quietly(synchronise);
  if (found) held = found;
  if (held) titles();
  await fresh();
}

function titles() {
  at("site").textContent = held.gate.site;
  at("door").textContent = held.gate.name;
  if (held.gate.way !== "both") {
    way = held.gate.way;
    root.querySelector(".ways").hidden = true;
  }
}

async function work() {
  at("enrol").hidden = true;
  at("work").hidden = false;
  held = (await kept("held")) || null;
  if (held) titles();
  await fresh();
  await synced();
  setInterval(synced, SYNC_MS);
  window.addEventListener("online", synced);
  window.addEventListener("offline", fresh);
  const video = at("camera").querySelector("video");
  try {
    await watch(video, scanned);
  } catch (error) {
    if (error instanceof TypeError || error.name === "ReferenceError") throw error;
    video.hidden = true; // no camera, or no leave to use it
    const words = at("camera-words");
    words.textContent = w.gate_no_camera;
    words.hidden = false;
  }
}

root.addEventListener("click", (event) => {
  if (!sound && window.AudioContext) sound = new AudioContext(); // browsers want a touch before any sound
  const chosen = event.target.closest("[data-way]");
  if (chosen) {
    way = chosen.dataset.way;
    for (const one of root.querySelectorAll("[data-way]")) one.setAttribute("aria-pressed", String(one === chosen));
  }
  if (event.target.closest("[data-sync]")) synced();
});

at("type").addEventListener("submit", async (event) => {
  event.preventDefault();
  const field = event.target.elements.typed;
  const text = field.value.trim();
  field.value = "";
  field.focus();
  if (text) await typed(text);
});

at("enrol").addEventListener("submit", async (event) => {
  event.preventDefault();
  problem("");
  try {
    await enrol(event.target.elements.code.value);
  } catch (error) {
    problem(error.words || w.gate_offline);
    return;
  }
  await work();
});

async function warm() {
  // The decoder is large and only gates need it: kept by asking for it once the service worker stands.
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.ready;
  const urls = [...document.querySelectorAll("script[src]")].map((one) => one.src);
  const modules = performance.getEntriesByType("resource").map((one) => one.name).filter((one) => /\.(js|css|wasm)$/.test(one));
  const decoder = root.querySelector("video").dataset.decoder;
  await Promise.all([...new Set([...urls, ...modules, new URL(decoder, location.href).href])].map((one) => fetch(one).catch(() => null)));
}

async function start() {
  if (await kept("secret")) await Promise.all([work(), warm()]);
  else {
    at("enrol").hidden = false;
    await warm();
  }
}

start();
