// The gate and the server: enrolment, fetching what it decides with, sending what it scanned. Each may fail; the gate goes on.
import { accept, fromBase64, readList } from "./seals.js";
import { dropPhoto, dropScan, forget, keep, keepPhoto, kept, photoNames, scans } from "./gatestore.js";

const CHUNK = 100;

export class Refusal extends Error {
  constructor(status, said) {
    super(said.code || String(status));
    this.status = status;
    this.words = said.words || "";
  }
}

async function ask(url, options = {}) {
  const secret = await kept("secret");
  const headers = { Accept: "application/json", ...(secret ? { Authorization: `Gate ${secret}` } : {}) };
  const answer = await fetch(url, { credentials: "omit", cache: "no-store", ...options, headers });
  if (answer.ok) return answer;
  const said = await answer.json().catch(() => ({}));
  if (answer.status === 401) await forget(); // blocked: it keeps nobody's name any longer
  throw new Refusal(answer.status, said);
}

export async function enrol(code) {
  const answer = await ask("/gate/enrol/", { method: "POST", body: JSON.stringify({ code }) });
  await keep("secret", (await answer.json()).secret);
}

const rootOf = (one) => ({ kid: one.kid, algorithm: one.algorithm, public: Uint8Array.from(one.public.match(/../g) || [], (pair) => parseInt(pair, 16)) });

/** Sends, then fetches; what is fetched counts only when it is signed and not older than what is held. */
export async function synchronise() {
  await send();
  const said = await (await ask("/gate/sync.json")).json();
  const before = await kept("held");
  // The roots of the first day stand: a server that was taken over must not bring its own.
  const roots = before ? before.roots : said.roots.map(rootOf);
  const bundle = said.bundle ? await accept(fromBase64(said.bundle), roots, before && before.bundle) : before && before.bundle;
  const lists = new Map(before ? before.lists : []);
  for (const [number, content] of Object.entries(said.lists)) {
    lists.set(Number(number), await readList(fromBase64(content), bundle, lists.get(Number(number))));
  }
  const held = { roots, bundle, lists, gate: said.gate, roster: said.roster, inside: said.inside, at: Date.now() };
  await keep("held", held);
  await photographs(held.roster);
  return held;
}

async function photographs(roster) {
  const wanted = new Set(roster.map((one) => one.photo).filter(Boolean));
  const have = new Set(await photoNames());
  await Promise.all([...have].filter((one) => !wanted.has(one)).map(dropPhoto));
  for (const digest of wanted) {
    if (have.has(digest)) continue;
    const data = await (await ask(`/gate/photos/${digest}.jpg`)).arrayBuffer();
    const whole = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
    const found = Array.from(whole.subarray(0, 16), (one) => one.toString(16).padStart(2, "0")).join("");
    if (found === digest) await keepPhoto(digest, new Blob([data], { type: "image/jpeg" }));
  }
}

/** Sends what was scanned; each is forgotten when the server says that it holds it. */
export async function send() {
  const waiting = (await scans()).sort((a, b) => a.at - b.at);
  for (let at = 0; at < waiting.length; at += CHUNK) {
    const body = JSON.stringify({ scans: waiting.slice(at, at + CHUNK) });
    const said = await (await ask("/gate/scans/", { method: "POST", body })).json();
    for (const uid of [...said.stored, ...said.unreadable]) await dropScan(uid);
  }
  return waiting.length;
}
