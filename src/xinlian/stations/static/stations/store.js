// What this phone keeps, in IndexedDB: packs (roads and areas taken along) and the outbox. Also part of sw.js.
let opened;

function open() {
  opened = opened || new Promise((done, fail) => {
    const ask = indexedDB.open("xinlian", 1);
    ask.onupgradeneeded = () => {
      ask.result.createObjectStore("packs", { keyPath: "url" });
      ask.result.createObjectStore("outbox", { keyPath: "uid" });
    };
    ask.onsuccess = () => done(ask.result);
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
