// What this phone keeps, in IndexedDB: packs (roads and areas taken along), the outbox, and papers (what one person
// signed in needs without a network). Also part of sw.js.
const STORES = { packs: "url", outbox: "uid", papers: "id" };
let opened;

function open() {
  opened = opened || new Promise((done, fail) => {
    const ask = indexedDB.open("xinlian", 2);
    ask.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(STORES)) {
        if (!ask.result.objectStoreNames.contains(name)) ask.result.createObjectStore(name, { keyPath });
      }
    };
    ask.onsuccess = () => {
      ask.result.onversionchange = () => { ask.result.close(); opened = null; }; // a newer page must not wait for this one
      done(ask.result);
    };
    ask.onerror = () => { opened = null; fail(ask.error); };
  });
  return opened;
}

async function within(name, mode, act) {
  const base = await open();
  return new Promise((done, fail) => {
    const move = base.transaction(name, mode);
    const asked = act(move.objectStore(name));
    move.oncomplete = () => done(asked.result);
    move.onerror = move.onabort = () => fail(move.error);
  });
}

export const all = (name) => within(name, "readonly", (s) => s.getAll());
export const get = (name, key) => within(name, "readonly", (s) => s.get(key));
export const put = (name, value) => within(name, "readwrite", (s) => s.put(value));
export const drop = (name, key) => within(name, "readwrite", (s) => s.delete(key));
