// The service worker: keeps the shell and public pages for roads without a network, and sends the outbox.
// web/offline.py puts VERSION, STATIC, OFFLINE, FILES, PAGES and the outbox (`flush`) before it.
const SHELL = `shell-${VERSION}`;
const SEEN = `seen-${VERSION}`;
const PATIENCE_MS = 3500;
const SEEN_AT_MOST = 60;
const HASHED = /\.[0-9a-f]{12}\.\w+$/;

self.addEventListener("install", (event) => {
  event.waitUntil(install().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(tidy().then(() => self.clients.claim()));
});

self.addEventListener("sync", (event) => {
  if (event.tag === "outbox") event.waitUntil(flush());
});

self.addEventListener("message", (event) => {
  if (event.data && event.data.lang) event.waitUntil(speak(event.data.lang));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(page(event, url));
  else if (url.pathname.startsWith(STATIC)) event.respondWith(file(event));
});

async function install() {
  const shell = await caches.open(SHELL);
  await Promise.all([...FILES.map((url) => take(shell, url)), pages(self.navigator.language)]);
}

/* A file whose name says its content is taken from the last version's cache when it is there. */
async function take(shell, url) {
  const held = HASHED.test(url) && await caches.match(url);
  if (held) await shell.put(url, held);
  else await shell.add(new Request(url, { cache: "no-cache" }));
}

/* Pages of the shell as a stranger sees them, in the language of this phone. */
async function pages(lang) {
  const shell = await caches.open(SHELL);
  await Promise.all(PAGES.map(async (url) => {
    const answer = await fetch(url, { credentials: "omit", cache: "no-store", headers: { "Accept-Language": lang } });
    if (!kept(answer)) throw new Error(`${url} is not to be kept: ${answer.status}`);
    await shell.put(url, answer);
  }));
}

async function speak(lang) {
  const held = await caches.match(OFFLINE, { ignoreVary: true });
  if (held && held.headers.get("Content-Language") !== lang) await pages(lang);
}

async function tidy() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== SHELL && name !== SEEN).map((name) => caches.delete(name)));
}

function kept(answer) {
  return answer.status === 200 && !answer.redirected && answer.headers.get("X-Offline") === "keep";
}

async function page(event, url) {
  const network = fetch(event.request).then((answer) => {
    event.waitUntil(remember(event.request, answer.clone()));
    return answer;
  });
  event.waitUntil(network.catch(() => {})); // an answer that comes late is still remembered
  const held = await holding(url);
  if (!held) return network.catch(() => caches.match(OFFLINE, { ignoreVary: true }));
  const late = new Promise((done) => { setTimeout(done, PATIENCE_MS, held); });
  const answer = await Promise.race([network.catch(() => held), late]);
  return answer.status >= 500 ? held : answer;
}

async function holding(url) {
  const seen = await caches.open(SEEN);
  const exact = await seen.match(url.href, { ignoreVary: true });
  if (exact || !PAGES.includes(url.pathname)) return exact;
  const shell = await caches.open(SHELL);
  return shell.match(url.pathname, { ignoreVary: true });
}

/* Only what a view marks is kept; what it does not mark (somebody signed in) takes the older copy away. */
async function remember(request, answer) {
  const seen = await caches.open(SEEN);
  if (!kept(answer)) {
    if (answer.ok) await seen.delete(request.url, { ignoreVary: true });
    return;
  }
  await seen.put(request.url, answer);
  const urls = await seen.keys();
  await Promise.all(urls.slice(0, Math.max(0, urls.length - SEEN_AT_MOST)).map((old) => seen.delete(old)));
}

async function file(event) {
  const held = await caches.match(event.request, { ignoreVary: true });
  if (held && HASHED.test(event.request.url)) return held;
  const network = fetch(event.request).then(async (answer) => {
    if (answer.ok) await (await caches.open(SHELL)).put(event.request, answer.clone());
    return answer;
  });
  if (!held) return network;
  event.waitUntil(network.catch(() => {})); // the copy in hand is good until the next page
  return held;
}
