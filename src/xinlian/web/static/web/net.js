// On every page: the quiet bar, the outbox emptied whenever there is a network, forms that can wait for one.
import { add, flush, kept, listen, newUid } from "./queue.js";
import { all, drop } from "./store.js";

const bar = document.querySelector("[data-net]");
const STALE_MS = 90000;
const RETRY_MS = 45000;
let reach = navigator.onLine;
let dataAt = bar && bar.dataset.made * 1000;

/** Who is signed in, as a mark that says nothing, as of the server's last answer; "" for nobody. */
export function me() {
  return (document.cookie.match(/(?:^|; )who=(\w+)/) || [])[1] || "";
}

/** Whether a paper (papers.js) is past its days. */
export const over = (one) => Date.now() - one.at > one.days * 86400000;

/* Throws away what others kept on this phone, and what is past its days. */
async function tidyPapers() {
  const gone = (await all("papers")).filter((one) => one.as !== me() || over(one));
  await Promise.all(gone.map((one) => drop("papers", one.id)));
}

/** Whether the network was out of reach when it was last tried. */
export const offline = () => !reach;

/** Says in the bar how old the data on this page are. */
export function dataFrom(ms) {
  dataAt = ms;
  return show();
}

async function show() {
  const { waiting, refused } = await kept();
  const detail = {
    online: reach,
    ageMinutes: dataAt ? (Date.now() - dataAt) / 60000 : null,
    waiting: waiting.length,
    refused: refused.length,
  };
  document.dispatchEvent(new CustomEvent("xinlian:net", { detail }));
}

/** Sends what waits; true when the network answered. */
export async function send() {
  try {
    const { waiting } = await kept();
    if (waiting.length) await flush();
    else if (dataAt && Date.now() - dataAt > STALE_MS) await fetch("/health/", { method: "HEAD", cache: "no-store" });
    reach = navigator.onLine;
  } catch (error) {
    if (!(error instanceof TypeError) && error.name !== "AbortError") throw error; // both say: no network
    reach = false;
  }
  await show();
  return reach;
}

/** Keeps a thing to say; its number. Nothing is shown as done before. */
export const keep = (kind, fields) => add(kind, fields, me());

/** Keeps a thing, tries to send it; what became of it. */
export const say = async (kind, fields) => became(await keep(kind, fields));

/** Tries to send it; answers "sent", "waiting" or the refusal {code, words}, dropped then: whoever asked tells it. */
export async function became(uid) {
  await send();
  const { waiting, refused } = await kept();
  const no = refused.find((item) => item.uid === uid);
  if (no) await drop("outbox", uid);
  return no ? no.refused : waiting.some((item) => item.uid === uid) ? "waiting" : "sent";
}

/* form[data-queue=KIND]: the fields are the item. data-queue-next: where to go once it is sent. */
async function onSubmit(event) {
  const form = event.target;
  const kind = form.dataset.queue;
  const files = [...form.elements].some((field) => field.type === "file" && field.value);
  if (!kind || (event.defaultPrevented && !form.dataset.sent) || (files && navigator.onLine)) return;
  event.preventDefault();
  const fields = fieldsOf(form);
  const { name, value } = event.submitter || {};
  if (name) fields[name] = value;
  const number = form.elements.client_uid;
  if (number) fields.uid = number.value;
  let what;
  try {
    what = await say(kind, fields);
  } catch (error) { // this browser keeps nothing (private browsing): as without scripts
    if (name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    form.submit();
    return;
  }
  if (number) number.value = newUid(); // the next tap is another thing said
  delete form.dataset.sent;
  form.querySelectorAll(".busy").forEach((button) => button.classList.remove("busy"));
  told(form, what);
}

/* A name that comes twice (ticked boxes) becomes a list. */
function fieldsOf(form) {
  const fields = {};
  new FormData(form).forEach((value, name) => {
    if (typeof value !== "string" || ["csrfmiddlewaretoken", "client_uid", "said_at"].includes(name)) return;
    fields[name] = name in fields ? [].concat(fields[name], value) : value;
  });
  return fields;
}

function told(form, what) {
  const refused = typeof what === "object";
  const note = form.querySelector("[data-queue-note]") || form.appendChild(document.createElement("p"));
  note.dataset.queueNote = "";
  note.className = `note ${refused ? "bad" : "ok"}`;
  note.setAttribute("role", "status");
  note.textContent = refused ? what.words : what === "sent" ? bar.dataset.sent : bar.dataset.kept;
  note.hidden = false;
  if (refused) return;
  form.reset();
  if (what === "sent" && form.dataset.queueNext) location.assign(form.dataset.queueNext);
}

/* A page from the cache was made for a stranger: give it this phone's type size and colours. */
function dress() {
  for (const name of ["type", "theme"]) {
    const found = document.cookie.match(`(?:^|; )${name}=(large|dark|light)`);
    if (found) document.documentElement.dataset[name] = found[1];
  }
}

async function serve() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
  const lang = document.documentElement.lang === "en" ? "en" : "zh-hans";
  (await navigator.serviceWorker.ready).active.postMessage({ lang });
}

function start() {
  tidyPapers();
  dress();
  listen(show);
  // A page kept on the phone is shown again with the number it was made with: what is said today needs its own.
  document.querySelectorAll("form[data-queue] [name=client_uid]").forEach((number) => { number.value = newUid(); });
  document.addEventListener("submit", onSubmit);
  window.addEventListener("online", send);
  window.addEventListener("offline", () => { reach = false; show(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  setInterval(async () => { if ((await kept()).waiting.length) send(); }, RETRY_MS);
  send();
  if (document.readyState === "complete") serve();
  else window.addEventListener("load", serve); // the page comes first on a slow line
}

if (bar) start();
