// What a gate's device keeps, in a database of its own: its secret and everything it decides with, photos, scans to send.
let opened;

function open() {
  opened = opened || new Promise((done, fail) => {
    const ask = indexedDB.open("xinlian-gate", 1);
    ask.onupgradeneeded = () => {
      ask.result.createObjectStore("kept");
      ask.result.createObjectStore("photos");
      ask.result.createObjectStore("scans", { keyPath: "uid" });
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

export const kept = (name) => within("kept", "readonly", (s) => s.get(name));
export const keep = (name, value) => within("kept", "readwrite", (s) => s.put(value, name));
export const photo = (digest) => within("photos", "readonly", (s) => s.get(digest));
export const keepPhoto = (digest, blob) => within("photos", "readwrite", (s) => s.put(blob, digest));
export const photoNames = () => within("photos", "readonly", (s) => s.getAllKeys());
export const dropPhoto = (digest) => within("photos", "readwrite", (s) => s.delete(digest));
export const addScan = (scan) => within("scans", "readwrite", (s) => s.put(scan));
export const scans = () => within("scans", "readonly", (s) => s.getAll());
export const dropScan = (uid) => within("scans", "readwrite", (s) => s.delete(uid));

export async function forget() {
  await within("kept", "readwrite", (s) => s.clear());
  await within("photos", "readwrite", (s) => s.clear());
}
