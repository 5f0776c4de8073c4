// Seals in a browser: strict CBOR, COSE_Sign1, the trust bundle, status lists, and the check at a gate with no network.
// The same as the server's engine, code by code; both are held to the same vectors. Format: docs/formats/pass.md.

export class SealError extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

const no = (code) => { throw new SealError(code); };
const LIMIT = 2048;
const DEEPEST = 16;
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export const hex = (bytes) => Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
export const fromBase64 = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));

/* CBOR, as strict as RFC 8949 allows: no key twice, nothing after the end, no indefinite length, no more than limit. */
export function loads(data, limit = LIMIT) {
  if (data.length > limit) no("too_long");
  const state = { data, at: 0, view: new DataView(data.buffer, data.byteOffset, data.byteLength) };
  const value = read(state, 0);
  if (state.at !== data.length) no("trailing_bytes");
  return value;
}

function byte(state) {
  if (state.at >= state.data.length) no("not_cbor");
  return state.data[state.at++];
}

function argument(state, given) {
  if (given < 24) return given;
  if (given === 31) no("indefinite_length");
  if (given > 27) no("not_cbor");
  const size = 1 << (given - 24);
  if (state.at + size > state.data.length) no("not_cbor");
  let value = 0;
  for (let i = 0; i < size; i += 1) value = value * 256 + state.data[state.at + i];
  state.at += size;
  if (value > Number.MAX_SAFE_INTEGER) no("not_cbor");
  return value;
}

function bytes(state, length) {
  if (state.at + length > state.data.length) no("not_cbor");
  const found = state.data.subarray(state.at, state.at + length);
  state.at += length;
  return found;
}

function text(state, length) {
  try {
    return utf8.decode(bytes(state, length));
  } catch (error) {
    if (error instanceof SealError) throw error;
    return no("not_cbor");
  }
}

function read(state, depth) {
  const head = byte(state);
  const major = head >> 5;
  if (major === 7) return simple(state, head & 31);
  const n = argument(state, head & 31);
  if (major === 0) return n;
  if (major === 1) return -1 - n;
  if (major === 2) return bytes(state, n);
  if (major === 3) return text(state, n);
  if (depth >= DEEPEST || (major < 6 && n > state.data.length)) no("not_cbor");
  if (major === 4) return Array.from({ length: n }, () => read(state, depth + 1));
  if (major === 5) return map(state, n, depth + 1);
  return { tag: n, value: read(state, depth + 1) };
}

const named = (key) => {
  if (key instanceof Uint8Array) return `bytes:${hex(key)}`;
  if (typeof key === "string") return `text:${key}`;
  return typeof key === "number" ? key : no("not_cbor");
};

function map(state, length, depth) {
  const found = new Map();
  for (let i = 0; i < length; i += 1) {
    const key = named(read(state, depth));
    if (found.has(key)) no("duplicate_key");
    found.set(key, read(state, depth));
  }
  return found;
}

function simple(state, given) {
  const sizes = { 25: 2, 26: 4, 27: 8 };
  if (given in sizes) {
    const at = state.at;
    bytes(state, sizes[given]);
    if (given === 26) return state.view.getFloat32(at);
    return given === 27 ? state.view.getFloat64(at) : { half: state.view.getUint16(at) };
  }
  if (given === 31) no("indefinite_length");
  const values = { 20: false, 21: true, 22: null };
  return given in values ? values[given] : no("not_cbor");
}

function byteString(data) {
  const n = data.length;
  const head = n < 24 ? [0x40 | n] : n < 256 ? [0x58, n] : n < 65536 ? [0x59, n >> 8, n & 255] : [0x5a, n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255];
  return [Uint8Array.from(head), data];
}

export function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const one of parts) {
    whole.set(one, at);
    at += one.length;
  }
  return whole;
}

/* COSE_Sign1 (RFC 9052): our own carry alg and kid in the protected header and nothing in the other. */
const [ALG, CONTENT, KID, TYP] = [1, 3, 4, 16];
const KNOWN = new Set([ALG, CONTENT, KID, TYP]);
const NAMED = Uint8Array.from([0x84, 0x6a, ...new TextEncoder().encode("Signature1")]);
const isBytes = (one) => one instanceof Uint8Array;

export function parse(data, limit = LIMIT) {
  let value = loads(data, limit);
  for (const tag of [61, 18]) if (value && value.tag === tag) value = value.value;
  if (!Array.isArray(value) || value.length !== 4) no("not_sign1");
  const [raw, unprotected, payload, signature] = value;
  if (!isBytes(raw) || !isBytes(payload) || !isBytes(signature) || !(unprotected instanceof Map)) no("not_sign1");
  const header = raw.length ? loads(raw, limit) : new Map();
  if (!(header instanceof Map)) no("not_sign1");
  for (const key of header.keys()) if (unprotected.has(key)) no("duplicate_key");
  return { header, unprotected, payload, signature, raw };
}

function keyId(message) {
  if (!message.header.has(KID)) no(message.unprotected.has(KID) ? "kid_unprotected" : "kid_missing");
  if (message.unprotected.size) no("unprotected_not_empty");
  for (const key of message.header.keys()) if (!KNOWN.has(key)) no("header_unknown");
  const kid = message.header.get(KID);
  return isBytes(kid) ? hex(kid) : no("kid_missing");
}

const toBeSigned = (message) => joined([NAMED, ...byteString(message.raw), ...byteString(new Uint8Array(0)), ...byteString(message.payload)]);

const WAYS = {
  "-7": { key: { name: "ECDSA", namedCurve: "P-256" }, sign: { name: "ECDSA", hash: "SHA-256" }, raw: (one) => joined([Uint8Array.of(4), one]), size: 64 },
  "-8": { key: { name: "Ed25519" }, sign: { name: "Ed25519" }, raw: (one) => one, size: 32 },
};
const imported = new Map();

async function publicKey(algorithm, key) {
  const way = WAYS[algorithm] || no("algorithm_unknown");
  if (key.length !== way.size) no("bad_key");
  const name = `${algorithm}:${hex(key)}`;
  if (!imported.has(name)) {
    try {
      imported.set(name, await crypto.subtle.importKey("raw", way.raw(key), way.key, false, ["verify"]));
    } catch (error) {
      no(error.name === "NotSupportedError" ? "algorithm_unsupported" : "bad_key"); // an old phone without Ed25519
    }
  }
  return imported.get(name);
}

async function demandSigned(message, algorithm, key) {
  if (message.header.get(ALG) !== algorithm) no("algorithm_swapped");
  const way = WAYS[algorithm] || no("algorithm_unknown");
  const right = await crypto.subtle.verify(way.sign, await publicKey(algorithm, key), message.signature, toBeSigned(message));
  if (!right) no("forged");
}

/* The trust bundle. */
const TRUST = "application/xinlian-trust+cwt";
const BUNDLE_LIMIT = 256 * 1024;
export const PASS = 1;
export const STATUS = 2;

const whole = (code) => (value) => (Number.isInteger(value) && value >= 0 ? value : no(code));
const bundleNumber = whole("not_a_bundle");
const words = (value) => (typeof value === "string" ? value : no("not_a_bundle"));
const table = (held) => (held instanceof Map ? new Map([...held].map(([code, name]) => [bundleNumber(code), words(name)])) : no("not_a_bundle"));
const list = (held) => (Array.isArray(held) ? held : no("not_a_bundle"));

function key(held) {
  if (!(held instanceof Map) || !isBytes(held.get(1)) || !isBytes(held.get(3)) || !Number.isInteger(held.get(2))) no("not_a_bundle");
  return {
    kid: hex(held.get(1)),
    algorithm: held.get(2),
    public: held.get(3),
    uses: list(held.get(4)).map(bundleNumber),
    issuer: words(held.get(5)),
    begins: bundleNumber(held.get(6)),
    ends: bundleNumber(held.get(7)),
    compromised: held.has(8) ? bundleNumber(held.get(8)) : null,
  };
}

/** roots: [{kid, algorithm, public}] with kid in hex and public as bytes. `held`: what this device trusts already. */
export async function accept(data, roots, held = null) {
  const message = parse(data, BUNDLE_LIMIT);
  const kid = keyId(message);
  const root = roots.find((one) => one.kid === kid) || no("root_unknown");
  if (message.header.get(TYP) !== TRUST) no("not_a_bundle");
  await demandSigned(message, root.algorithm, root.public);
  const found = loads(message.payload, BUNDLE_LIMIT);
  if (!(found instanceof Map)) no("not_a_bundle");
  const bundle = {
    version: bundleNumber(found.get(1)),
    issued: bundleNumber(found.get(2)),
    expires: bundleNumber(found.get(3)),
    keys: new Map(list(found.get(4)).map(key).map((one) => [one.kid, one])),
    trades: table(found.get(5)),
    levels: table(found.get(6)),
    hosts: list(found.get(7)).map(words),
    posts: table(found.get(8)),
    payload: hex(message.payload),
  };
  const back = held && (bundle.version < held.version || (bundle.version === held.version && bundle.payload !== held.payload));
  return back ? no("rolled_back") : bundle;
}

async function open(bundle, message, use) {
  const found = bundle.keys.get(keyId(message)) || no("key_unknown");
  if (!found.uses.includes(use)) no("key_for_other_use");
  await demandSigned(message, found.algorithm, found.public);
  return found;
}

function demandWindow(found, issued) {
  if (issued < found.begins || issued >= found.ends) no("key_not_then");
  if (found.compromised !== null && issued >= found.compromised) no("key_compromised");
}

/* Status lists: two bits for each place. */
const LIST_TYP = "application/statuslist+cwt";
const LIST_LIMIT = 1024 * 1024;
const LONGEST = 4 * 1024 * 1024;
const OF_LIST = -65538;
const listNumber = whole("not_a_list");

async function inflated(data) {
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate"));
  const reader = stream.getReader();
  const parts = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return joined(parts);
      size += value.length;
      if (size > LONGEST) no("not_a_list");
      parts.push(value);
    }
  } catch (error) {
    if (error instanceof SealError) throw error;
    return no("not_a_list");
  }
}

/** A list that a trusted key signed, not older than the one held. */
export async function readList(data, bundle, held = null) {
  const message = parse(data, LIST_LIMIT);
  const signer = await open(bundle, message, STATUS);
  if (message.header.get(TYP) !== LIST_TYP) no("not_a_list");
  const claims = loads(message.payload, LIST_LIMIT);
  const ours = claims instanceof Map && claims.get(OF_LIST);
  const body = ours instanceof Map && claims.get(65533);
  if (!(body instanceof Map)) no("not_a_list");
  const issued = listNumber(claims.get(6));
  demandWindow(signer, issued);
  if (body.get("text:bits") !== 2 || !isBytes(body.get("text:lst"))) no("not_a_list");
  const found = {
    number: listNumber(ours.get(1)),
    version: listNumber(ours.get(2)),
    issued,
    expires: listNumber(claims.get(4)),
    packed: await inflated(body.get("text:lst")),
  };
  if (held && held.number !== found.number) no("not_a_list");
  return held && found.version < held.version ? no("rolled_back") : found;
}

const statusAt = (listed, place) => (place < listed.packed.length * 4 ? (listed.packed[place >> 2] >> ((place & 3) * 2)) & 3 : null);

/* What a pass says. */
const OF_PASS = -65537;
const passNumber = whole("not_a_pass");
const passBytes = (value, length) => (isBytes(value) && value.length === length ? value : no("not_a_pass"));
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

function name(value) {
  const letters = typeof value === "string" ? [...value].length : 0;
  return letters > 0 && letters <= 60 && !UNPRINTABLE.test(value) ? value : no("not_a_pass");
}

const passList = (value) => (Array.isArray(value) && value.length <= 24 ? value : no("not_a_pass"));
const trade = (pair) => (Array.isArray(pair) && pair.length === 2 ? pair.map(passNumber) : no("not_a_pass"));

export function readPass(payload) {
  const claims = loads(payload);
  const ours = claims instanceof Map && claims.get(OF_PASS);
  if (!(ours instanceof Map)) no("not_a_pass");
  return {
    number: hex(passBytes(claims.get(7), 8)),
    name: name(ours.get(1)),
    issued: passNumber(claims.get(6)),
    notBefore: passNumber(claims.get(5)),
    expires: passNumber(claims.get(4)),
    trades: passList(ours.get(2)).map(trade),
    status: [passNumber(ours.get(3)), passNumber(ours.get(4))],
    photo: ours.has(5) ? hex(passBytes(ours.get(5), 16)) : "",
    posts: passList(ours.has(6) ? ours.get(6) : []).map(passNumber),
  };
}

/* What was scanned: an address of ours in Base32, or XL1: in Base45. */
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

export function tokenOf(given, hosts) {
  const scanned = given.trim();
  if (scanned.length > 4000) no("too_long");
  if (scanned.slice(0, 4).toUpperCase() === "XL1:") return base45(scanned.slice(4));
  const parts = /^(https?):\/\/([^/]*)(\/[^]{0,2})([^]*)$/i.exec(scanned) || no("not_ours");
  if (parts[3].toUpperCase() !== "/Q/" || !parts[4]) no("not_ours");
  if (!hosts.includes(parts[2].toLowerCase())) no("foreign_address");
  return base32(parts[4].toUpperCase());
}

function base32(letters) {
  const spare = (letters.length * 5) % 8;
  if (spare > 4) no("not_base32");
  const found = new Uint8Array(Math.floor((letters.length * 5) / 8));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const letter of letters) {
    const value = LETTERS.indexOf(letter);
    if (value < 0) no("not_base32");
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      found[at] = (held >> bits) & 255;
      at += 1;
    }
  }
  return held & ((1 << spare) - 1) ? no("not_base32") : found;
}

function base45(letters) {
  if (letters.length % 3 === 1) no("not_base45");
  const found = [];
  for (let at = 0; at < letters.length; at += 3) {
    const values = [...letters.slice(at, at + 3)].map((one) => SIGNS.indexOf(one));
    if (values.includes(-1)) no("not_base45");
    const n = values.reduce((sum, value, power) => sum + value * 45 ** power, 0);
    if (n >= 1 << (8 * (values.length - 1))) no("not_base45");
    if (values.length === 3) found.push(n >> 8);
    found.push(n & 255);
  }
  return Uint8Array.from(found);
}

/* The check. Outcomes are never merged: valid, barred, expired, undecided, refused. */
const BARRED = { 1: "revoked", 2: "suspended", 3: "retrain" };
const EARLY = 300;

/** held: {bundle, lists: Map of number to list, fresh: seconds}; now: seconds. {outcome, why, found, issuer}. */
export async function check(scanned, held, now) {
  try {
    return await checkToken(tokenOf(scanned, held.bundle.hosts), held, now);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    return { outcome: "refused", why: error.code };
  }
}

export async function checkToken(token, held, now) {
  let signer;
  let found;
  try {
    const message = parse(token);
    signer = await open(held.bundle, message, PASS);
    if (message.header.has(TYP)) no("not_a_pass");
    found = readPass(message.payload);
    demandWindow(signer, found.issued);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    const newer = ["key_unknown", "algorithm_unsupported"].includes(error.code);
    return { outcome: newer ? "undecided" : "refused", why: error.code };
  }
  const [outcome, why] = decide(found, held, now);
  return { outcome, why, found, issuer: signer.issuer };
}

function decide(found, held, now) {
  const listed = held.lists.get(found.status[0]);
  const status = listed ? statusAt(listed, found.status[1]) : null;
  if (status in BARRED) return ["barred", BARRED[status]];
  const late = tooLate(found, held.bundle, listed, held.fresh, now);
  if (late === "over" || late === "not_begun") return ["expired", late];
  if (late) return ["undecided", late];
  return status === 0 ? ["valid", ""] : ["undecided", "no_status"];
}

function tooLate(found, bundle, listed, fresh, now) {
  if (bundle.issued > now + EARLY || (listed && listed.issued > now + EARLY)) return "clock_wrong";
  if (now >= found.expires) return "over";
  if (now < found.notBefore - EARLY) return "not_begun";
  if (now >= bundle.expires) return "bundle_expired";
  if (listed && (now >= listed.expires || now - listed.issued > fresh)) return "list_old";
  return "";
}
