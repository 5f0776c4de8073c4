// The outbox: whatever is said is kept first, sent when there is a network, and arrives once. Also part of sw.js.
import { all, drop, put } from "./store.js";

const SYNC = "/sync/";
const BATCH = 20;
const PATIENCE_MS = 8000;
let running = null;

const air = typeof BroadcastChannel === "function" ? new BroadcastChannel("xinlian") : null;

/** Calls `hear(results)` when something was kept, sent or refused, in this page, another one or the service worker.
 *  A result: {uid, ok, answer} with what the room answered, or {uid, ok: false, later, code, words}. */
export function listen(hear) {
  heard.push(hear);
  if (air) air.onmessage = (event) => tell(event.data, true);
}
const heard = [];
function tell(results, fromElsewhere) {
  if (air && !fromElsewhere) air.postMessage(results);
  heard.forEach((hear) => hear(results));
}

export function newUid() {
  if (self.crypto.randomUUID) return crypto.randomUUID();
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 15) | 64;
  b[8] = (b[8] & 63) | 128;
  return [...b].map((n, i) => ([4, 6, 8, 10].includes(i) ? "-" : "") + n.toString(16).padStart(2, "0")).join("");
}

/** Keeps one thing to say, under the number its form carries if it has one. `as` marks who was signed in, so that
 *  nobody else speaks in their name later. */
export async function add(kind, fields, as = "") {
  const item = { ...fields, kind, as, uid: fields.uid || newUid(), said_at: Date.now() };
  await put("outbox", item);
  tell([]);
  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.ready.then((r) => r.sync && r.sync.register("outbox")).catch(() => {}); // only an extra
  }
  return item.uid;
}

/** Those not yet sent and those refused, oldest first; what was refused stays until it was read. */
export async function kept() {
  const items = (await all("outbox")).sort((a, b) => a.said_at - b.said_at);
  return { waiting: items.filter((i) => !i.refused), refused: items.filter((i) => i.refused) };
}

/** Puts a refused thing back among those to send. */
export async function again(item) {
  const { refused, held, ...rest } = item;
  await put("outbox", rest);
  return flush();
}

/** Sends all that waits or comes meanwhile; answers what became of each. Raises without a network. */
export function flush() {
  running = running || send().finally(() => { running = null; });
  return running;
}

async function send() {
  const results = [];
  const tried = new Set();
  for (;;) {
    const items = (await kept()).waiting.filter((i) => !tried.has(i.uid)).slice(0, BATCH);
    if (!items.length) break;
    items.forEach((i) => tried.add(i.uid));
    results.push(...await deliver(items));
  }
  if (results.length) tell(results);
  return results;
}

async function deliver(items) {
  const answer = await post(items);
  if (answer.ok) return settle(items, (await answer.json()).results);
  if (items.length > 1) { // one bad thing must not hold up others
    const results = [];
    for (const item of items) results.push(...await deliver([item]));
    return results;
  }
  if (answer.status >= 500 || answer.status === 429 || answer.status === 403) return []; // kept for the next time
  return settle(items, [{ uid: items[0].uid, ok: false, code: `http_${answer.status}`, words: "" }]);
}

async function settle(items, results) {
  for (const result of results) {
    const item = items.find((i) => i.uid === result.uid);
    if (!item) continue;
    if (result.ok) await drop("outbox", item.uid);
    else if (result.later) await put("outbox", { ...item, held: result.words }); // why it still waits
    else await put("outbox", { ...item, refused: { code: result.code, words: result.words } });
  }
  return results;
}

async function post(items) {
  const asked = await ask({ cache: "no-store" });
  if (!asked.ok) return asked;
  const { token } = await asked.json();
  return ask({
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ sent_at: Date.now(), items }),
  });
}

async function ask(how) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    return await fetch(SYNC, { ...how, credentials: "same-origin", signal: stop.signal });
  } finally {
    clearTimeout(timer);
  }
}
