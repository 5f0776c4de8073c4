// The road ahead, or what is near in an area, from a pack on this phone: with or without a network.
import { ahead, alongOf, heading, markAt, nearest, project } from "./geo.js";
import { openness, today } from "./hours.js";
import { dropPack, fetchPack, hasBit, heldPack, keepPack, lineOf, packUrl, stationsOf } from "./pack.js";
import { dataFrom, offline, say } from "../web/net.js";
import { clock, day as dayAgo, fill, metres, passed, size, words as w } from "../web/words.js";

const FIRST = 8;
const ON_ROAD_M = 3000;
const FAR_OFF_M = 50000;
const MOVED_M = 300;
const STALE_DAYS = 30;
const TONES = { open: "ok", closed: "off", full: "warn", broken: "warn", unknown: "off" };

const root = document.querySelector("[data-ahead]");
const part = (name, within = root) => within.querySelector(`[data-${name}]`);
const copy = (name) => document.getElementById(name).content.firstElementChild.cloneNode(true);
const query = new URLSearchParams(location.search);

let pack = null;
let data = null;
let line = null;
let stations = [];
let way = query.get("way") === "back" ? -1 : 1;
let chosenWay = query.has("way");
let me = null; // {lat, lon, accuracy} by satellite, or {along | lat, lon, name} as somebody said
let watching = 0;
let shown = FIRST;
let target = "";
const opened = new Set();
const said = new Map();

async function start() {
  const url = packUrl(query);
  if (!url) return;
  const held = await heldPack(url);
  if (held) show(held);
  try {
    const fresh = await fetchPack(url);
    if (held) await keepPack(fresh);
    show(fresh);
  } catch (error) {
    if (!(error instanceof TypeError) && !error.status) throw error; // those two say: no network, or nothing there
    if (!held) part("missing").hidden = !!error.status;
    if (!held && shell()) part("server").hidden = true;
  }
}

/* Whether this is the empty page kept on the phone, and not one the server drew for this address. */
const shell = () => !part("server").querySelector(".strip, .card.list, .empty");

function show(one) {
  const first = !data;
  pack = one;
  data = one.data;
  line = lineOf(data);
  stations = stationsOf(data);
  if (first) settle();
  dataFrom(pack.checked_at);
  drawTake();
  draw();
}

/* Once: headings, ways, towns, filters, and the satellite when it may be asked without a question. */
function settle() {
  part("server").replaceChildren(); // what the phone draws takes its place
  part("server").hidden = true;
  part("phone").hidden = false;
  const title = line ? data.name.split("（")[0] : fill(data.kind === "around" ? w.around : w.area, { name: data.name, km: data.km });
  document.querySelector("h1").textContent = title;
  const ways = part("ways");
  ways.hidden = !line;
  ways.querySelectorAll("a").forEach((link, i) => {
    link.textContent = fill(w.towards, { name: i ? data.start : data.end });
    link.addEventListener("click", (event) => { event.preventDefault(); chosenWay = true; turn(i ? -1 : 1); });
  });
  part("mark-field").hidden = !line;
  const towns = part("towns");
  data.towns.forEach(([name], i) => towns.append(new Option(name, i)));
  towns.closest(".field").hidden = !data.towns.length;
  towns.addEventListener("change", () => placed(data.towns[towns.value]));
  part("mark").addEventListener("input", (event) => marked(event.target.value));
  part("locate").addEventListener("click", locate);
  part("filters").addEventListener("change", () => { shown = FIRST; draw(); });
  part("filters").addEventListener("submit", (event) => event.preventDefault());
  part("further").addEventListener("click", () => { shown += 10; draw(); });
  for (const code of query.getAll("need")) {
    const box = part("filters").querySelector(`[value="${CSS.escape(code)}"]`);
    if (box) box.checked = true;
  }
  if (query.get("mark")) marked(part("mark").value = query.get("mark"));
  if (navigator.permissions) {
    navigator.permissions.query({ name: "geolocation" }).then((found) => found.state === "granted" && !me && locate());
  }
  setInterval(draw, 60000);
}

function turn(direction) {
  way = direction;
  shown = FIRST;
  draw();
}

function marked(text) {
  const found = text.match(/(\d{1,5})(?:\D+(\d{1,3}))?/);
  if (!found) return;
  const mark = Number(found[1]) * 1000 + Number(found[2] || 0);
  const along = alongOf(data, mark);
  part("mark-wrong").hidden = along >= -1000 && along <= data.length_m + 1000;
  if (part("mark-wrong").hidden) stand({ along, name: w.by_mark });
}

function placed(town) {
  if (town) stand({ lat: town[1], lon: town[2], name: fill(w.from_town, { name: town[0] }) });
}

function stand(where) {
  me = where.lat !== undefined && line ? { ...where, ...project(line, where.lat, where.lon) } : where;
  draw();
}

function locate() {
  if (!navigator.geolocation) return unplaced();
  part("where").textContent = w.locating;
  watching = navigator.geolocation.watchPosition(({ coords }) => {
    const before = me && me.gps ? me.along : null;
    stand({ lat: coords.latitude, lon: coords.longitude, gps: true, accuracy: coords.accuracy });
    if (before !== null && !chosenWay && Math.abs(me.along - before) > MOVED_M) turn(Math.sign(me.along - before));
  }, unplaced, { enableHighAccuracy: true, maximumAge: 15000, timeout: 25000 });
}

function unplaced() {
  if (me) return;
  part("where").textContent = w.no_fix;
  part("by-hand").open = true;
}

/* ---- what is listed ---- */

function wanted() {
  const form = new FormData(part("filters"));
  const needs = form.getAll("need");
  const bits = needs.filter((need) => /^\d+$/.test(need)).map(Number);
  const long = Math.max(0, ...form.getAll("long"));
  const now = Date.now();
  return (one) =>
    bits.every((bit) => hasBit(one.bits, bit)) &&
    (!needs.includes("open") || stateOf(one, now).state === "open") &&
    (!needs.includes("always") || !!openness(one.hours, data, now).always) &&
    (!needs.includes("women") || !!one.women) &&
    (!long || (one.trucks.length > 0 && (!one.trucks[1] || one.trucks[1] >= long)));
}

function listed() {
  const keep = wanted();
  if (!line) return me ? nearest(stations, me.lat, me.lon, keep) : stations.filter(keep);
  if (me && !(me.off > FAR_OFF_M)) return ahead(stations, me.along, way, keep);
  return ahead(stations, way > 0 ? 0 : data.length_m, way, keep).map((one) => ({ ...one, away: null }));
}

function draw() {
  if (!data) return;
  const found = listed();
  part("ways").querySelectorAll("a").forEach((link, i) => {
    if ((i ? -1 : 1) === way) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  });
  drawMe();
  const list = part("list");
  list.className = line ? "strip" : "card list";
  list.replaceChildren(...(line && me && !(me.off > FAR_OFF_M) ? [myself()] : []), ...found.slice(0, shown).map(item));
  part("none").hidden = found.length > 0;
  part("further").hidden = found.length <= shown;
  drawDock(found.find((one) => one.code === target) || found.find((one) => stateOf(one, Date.now()).state === "open") || found[0]);
}

function mark(along) {
  const m = Math.round(markAt(data, along));
  return `K${Math.floor(m / 1000)}+${String(m % 1000).padStart(3, "0")}`;
}

function myself() {
  const li = copy("me");
  li.querySelector(".km").textContent = mark(me.along).split("+")[0];
  const off = me.off > ON_ROAD_M ? ` · ${fill(w.off_road, { n: metres(me.off) })}` : "";
  li.querySelector("p").textContent = (me.gps ? fill(w.here, { n: Math.round(me.accuracy) }) : me.name) + off;
  li.querySelector("button").hidden = !me.gps;
  li.querySelector("button").addEventListener("click", () => {
    navigator.geolocation.clearWatch(watching);
    me = { ...me, gps: false, name: "" };
    part("by-hand").open = true;
    draw();
  });
  return li;
}

function drawMe() {
  const far = line && me && me.off > FAR_OFF_M;
  const text = far ? fill(w.far_off, { n: metres(me.off) })
    : !me ? part("where").textContent || w.not_placed
      : line ? "" : me.gps ? fill(w.here, { n: Math.round(me.accuracy) }) : me.name;
  part("where").textContent = text;
  part("where").hidden = !text;
  part("locate").hidden = part("by-hand").hidden = !!(me && me.gps);
}

/** {state, tone, words} of a station now: by what was said while it holds, else by its hours (as queries/words.py). */
function stateOf(one, now) {
  if (one.now && now < one.now[1] * 1000) {
    const [state, , why] = one.now;
    return { state, tone: why === "voices_closed" ? "bad" : TONES[state], words: w[state] };
  }
  const found = byHours(one, now);
  if (!one.doubt || now >= one.doubt[1] * 1000) return found;
  return { ...found, tone: "warn", words: w[`maybe_${one.doubt[0]}`] };
}

function byHours(one, now) {
  const hours = openness(one.hours, data, now);
  if (hours.open === null) return { state: "unknown", tone: "off", words: w.unknown };
  const state = hours.open ? "open" : "closed";
  if (hours.guess) return { state, tone: "off", words: hours.open ? w.usually_open : w.usually_shut };
  const time = hours.until && when(hours.until, now);
  if (hours.open) return { state, tone: "ok", words: hours.always ? w.always : fill(w.open_until, { time }) };
  return { state, tone: "off", words: time ? fill(w.opens, { time }) : w.closed };
}

const dayOf = (ms) => Math.floor((ms / 60000 + data.tz_min) / 1440);
const daysOld = (day, now) => dayOf(now) - day;
const stale = (one, now) => !one.day || daysOld(one.day, now) > STALE_DAYS;

/* 22:00, 24:00, 明天 07:00, 3 天后 08:30 */
function when(ms, now) {
  const time = clock(ms, data.tz_min);
  const days = dayOf(ms) - dayOf(now);
  if (days === 0) return time;
  if (days === 1) return time === "00:00" ? "24:00" : fill(w.tomorrow, { time });
  return fill(w.in_days, { n: days, time });
}

function item(one) {
  const now = Date.now();
  const li = copy(line ? "stop" : "near");
  const state = stateOf(one, now);
  const pill = li.querySelector(".pill");
  pill.className = `pill ${state.tone}`;
  pill.textContent = state.words;
  if (state.state === "closed" || state.state === "broken") li.classList.add("shut");
  li.querySelector(".km").textContent = how(one);
  li.querySelector("h3").textContent = one.name;
  li.querySelector(".fac").replaceChildren(...facilities(one, now));
  const facts = li.querySelector("[data-facts]");
  facts.textContent = [...freshness(one, now), ...place(one)].join(" · ");
  facts.className = stale(one, now) ? "small stale" : "small muted";
  const more = li.querySelector("details");
  more.open = opened.has(one.code);
  if (more.open) details(one, more);
  more.addEventListener("toggle", () => {
    if (more.open === opened.has(one.code)) return;
    opened[more.open ? "add" : "delete"](one.code);
    target = more.open ? one.code : "";
    draw();
  });
  return li;
}

function how(one) {
  if (one.away === undefined || one.away === null) return line ? mark(one.along) : "";
  if (!line) return fill(w.at, { way: w.compass[heading(me.lat, me.lon, one.lat, one.lon)], n: metres(one.away) });
  return Math.abs(one.away) < 300 ? w.at_door : fill(w.ahead, { n: metres(one.away) });
}

function place(one) {
  if (!line) return [];
  const right = (one.side === "R") === (way > 0);
  const off = one.off > 300 ? fill(w.beside, { n: metres(one.off) }) : "";
  return [right ? w.right : w.left, off, one.mark ? mark(alongOf(data, one.mark)) : mark(one.along)].filter(Boolean);
}

function freshness(one, now) {
  const found = [];
  const add = (text, at, n, state) => found.push(fill(text, { ago: passed(now - at * 1000), n, state: w[state] }));
  if (said.has(one.code)) found.push(said.get(one.code));
  if (one.now && now < one.now[1] * 1000) add(w[one.now[2]] || w.voices, one.now[3], one.now[4], one.now[0]);
  if (one.seen) add(w.voices, one.seen[0], one.seen[1], "open");
  if (one.doubt && now < one.doubt[1] * 1000) add(w.doubt, one.doubt[2], 1, one.doubt[0]);
  if (one.cold && now < one.cold[0] * 1000) add(w.cold, one.cold[1], one.cold[2]);
  if (one.moved) add(w.moved, one.moved[0], one.moved[1]);
  const age = one.day && daysOld(one.day, now);
  found.push(!one.day ? w.never : fill(age > STALE_DAYS ? w.confirmed_long : w.confirmed, { ago: dayAgo(age) }));
  return found;
}

function facilities(one, now) {
  const tags = [];
  for (const kind of document.getElementById("facilities").content.children) {
    const bit = Number(kind.dataset.bit);
    const gone = (one.broken || []).includes(bit);
    if (!gone && !hasBit(one.bits, bit)) continue;
    const tag = kind.cloneNode(true);
    const about = (pairs) => ((pairs || []).find(([b]) => b === bit) || [])[1];
    const count = about(one.many) || one.counts[bit];
    const text = count > 1 ? [count] : [];
    const add = (words, n) => n && text.push(fill(words, { n }));
    add(w.women, about(one.women));
    add(w.longest, kind.dataset.trucks && one.trucks[1]);
    add(w.fee, about(one.fees) / 100);
    if (about(one.days)) text.push(dayAgo(daysOld(about(one.days), now)));
    tag.lastElementChild.append(text.length ? ` ${text.join(" · ")}` : "");
    if (gone) tag.classList.add("no");
    if (!opened.has(one.code) && tags.length >= 6) break;
    tags.push(tag);
  }
  return tags;
}

/* ---- one station, opened ---- */

function links(one) {
  const name = encodeURIComponent(one.name);
  const [lat, lon] = [one.lat, one.lon].map((degrees) => degrees.toFixed(6));
  return {
    amap: `https://uri.amap.com/marker?position=${lon},${lat}&name=${name}&coordinate=wgs84&callnative=1`,
    geo: `geo:${lat},${lon}?q=${lat},${lon}(${name})`,
  };
}

/* Without a network only the phone's own maps open; inside WeChat, and on phones without geo:, only https does. */
function toThere(one) {
  const own = /Android/.test(navigator.userAgent) && !/MicroMessenger/.test(navigator.userAgent);
  return links(one)[own && offline() ? "geo" : "amap"];
}

function details(one, box) {
  const card = copy("details");
  const line1 = (name, text) => {
    const row = part(name, card);
    row.hidden = !text;
    row.lastElementChild.textContent = text;
  };
  const spans = one.hours && today(one.hours, data, Date.now());
  const time = (m) => `${String(Math.floor(m / 60)).padStart(2, "0")}:${String(m % 60).padStart(2, "0")}`;
  line1("today", spans && (spans.map(([a, b]) => `${time(a)}–${time(b)}`).join("，") || w.shut_today));
  line1("entry", [one.entry, one.directions].filter(Boolean).join("\n"));
  line1("position", `${one.lat.toFixed(5)}, ${one.lon.toFixed(5)}`);
  line1("phone-line", one.phone);
  const to = links(one);
  part("amap", card).href = to.amap;
  part("geo", card).href = to.geo;
  part("page", card).href = `/s/${encodeURIComponent(one.code)}/`;
  part("reports", card).addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) tell(one, button);
  });
  part("details", box).replaceChildren(card);
}

async function tell(one, button) {
  const here = me && me.gps ? { lat: me.lat, lon: me.lon } : {};
  button.classList.add("busy");
  const became = await say("report", { station: one.code, name: one.name, code: button.value, ...here });
  const text = button.textContent.trim();
  const words = became === "sent" ? fill(w.said, { text }) : became === "waiting" ? fill(w.said_waiting, { text }) : became.words;
  said.set(one.code, words);
  document.dispatchEvent(new CustomEvent("xinlian:toast", { detail: words }));
  draw();
}

function drawDock(one) {
  const dock = part("dock");
  dock.hidden = !one;
  if (!one) return;
  const go = part("go", dock);
  go.href = toThere(one);
  part("go-words", dock).textContent = fill(one.away > 0 ? w.go : w.go_name, { n: metres(one.away), name: one.name });
  const call = part("call", dock);
  call.hidden = !one.phone;
  call.href = `tel:${one.phone.replace(/[^\d+]/g, "")}`;
  const tellIt = part("tell", dock);
  tellIt.onclick = () => {
    target = one.code;
    opened.add(one.code);
    draw();
    const box = part("list").querySelector("details[open] [data-reports]");
    if (box) box.scrollIntoView({ block: "center" });
  };
}

/* ---- taking along ---- */

function drawTake() {
  const box = part("take");
  const kept = !!pack.taken_at;
  part("take-it", box).hidden = kept;
  part("taken", box).hidden = !kept;
  part("list")[kept ? "after" : "before"](box);
  const facts = { n: stations.length, size: size(pack.bytes), ago: passed(Date.now() - pack.checked_at) };
  part("take-size", box).textContent = fill(w.size, facts);
  if (kept) part("taken-words", box).textContent = fill(w.taken, facts);
  part("take-now", box).onclick = async () => {
    await keepPack(pack, { address: location.pathname + location.search, title: line ? data.name : document.querySelector("h1").textContent });
    pack = await heldPack(pack.url);
    drawTake();
  };
  part("drop", box).onclick = async () => {
    await dropPack(pack.url);
    pack = { ...pack, taken_at: 0 };
    drawTake();
  };
  part("renew", box).onclick = start;
}

if (root) start();
