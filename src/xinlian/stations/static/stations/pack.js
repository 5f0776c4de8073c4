// Roads and areas taken along: fetched, kept on the phone, and unfolded from columns into stations.
import { all, drop, get, put } from "../web/store.js";

const TICK = 1e5; // positions travel as whole hundred-thousandths of a degree

/** The address of the pack that an address of the page asks for; "" when it asks for none. */
export function packUrl(query) {
  const root = "/stations/packs/";
  if (query.get("road")) return `${root}road/${encodeURIComponent(query.get("road"))}.json`;
  if (query.get("area")) return `${root}area/${encodeURIComponent(query.get("area"))}.json`;
  if (query.get("around")) return `${root}around/${query.get("around").replace(",", "/")}/${query.get("km") || 50}.json`;
  return "";
}

/** Fetches a pack, or hears that the one we hold is still right; raises without a network. Nothing is stored. */
export async function fetchPack(url) {
  const held = await get("packs", url);
  const answer = await fetch(url, {
    cache: "no-store",
    credentials: "omit",
    headers: held ? { "If-None-Match": held.etag } : {},
  });
  if (answer.status === 304) return { ...held, checked_at: Date.now() };
  if (!answer.ok) throw Object.assign(new Error(`pack ${answer.status}`), { status: answer.status });
  const data = await answer.json();
  return {
    url,
    data,
    etag: answer.headers.get("ETag"),
    bytes: Number(answer.headers.get("Content-Length")) || JSON.stringify(data).length,
    taken_at: held ? held.taken_at : 0,
    checked_at: Date.now(),
  };
}

export async function keepPack(pack, page) {
  await put("packs", { ...pack, page: page || pack.page, taken_at: pack.taken_at || Date.now() });
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
}
export const heldPack = (url) => get("packs", url);
export const heldPacks = () => all("packs");
export const dropPack = (url) => drop("packs", url);

const sums = (list, unit = 1) => {
  let sum = 0;
  return list.map((step) => (sum += step) / unit);
};

/** The pack's road line, unfolded: {lat, lon, along}; null for an area. */
export function lineOf(data) {
  return data.line && { lat: sums(data.line.lat, TICK), lon: sums(data.line.lon, TICK), along: sums(data.line.along) };
}

/** The pack's stations as objects. */
export function stationsOf(data) {
  const c = data.stations;
  const lats = sums(c.lat, TICK);
  const lons = sums(c.lon, TICK);
  const alongs = c.along && sums(c.along);
  let read = 0;
  return c.code.map((code, i) => ({
    code,
    name: c.name[i],
    lat: lats[i],
    lon: lons[i],
    bits: c.bits[i],
    hours: data.hours[c.hours[i]] || null,
    counts: counted(c.bits[i], () => c.counts[read++]),
    phone: c.phone[i],
    day: c.day[i],
    trucks: c.trucks[i],
    along: alongs ? alongs[i] : 0,
    off: c.off ? c.off[i] : 0,
    side: c.side ? c.side[i] : "",
    ...data.more[i],
  }));
}

/* How many there are of what is there, by bit: a digit of base 36 for each bit that is set. */
function counted(bits, next) {
  const found = {};
  for (let bit = 0; bit < 53; bit++) if (hasBit(bits, bit)) found[bit] = parseInt(next(), 36);
  return found;
}

/** Whether a facility is there: bits go up to 53, and JavaScript's own bit signs stop at 32. */
export const hasBit = (bits, bit) => Math.floor(bits / 2 ** bit) % 2 === 1;
