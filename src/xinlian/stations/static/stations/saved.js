// What this phone holds: roads and areas taken along; and a check-in at a door without a network.
import { dropPack, fetchPack, heldPacks, keepPack } from "./pack.js";
import { say } from "../web/net.js";
import { fill, passed, size, words as w } from "../web/words.js";

const part = (name, within = document) => within.querySelector(`[data-${name}]`);
const copy = (name) => document.getElementById(name).content.firstElementChild.cloneNode(true);

async function drawPacks() {
  const packs = (await heldPacks()).sort((a, b) => b.taken_at - a.taken_at);
  part("packs").hidden = false;
  part("nothing").hidden = packs.length > 0;
  part("held").replaceChildren(...packs.map(held));
}

function held(pack) {
  const li = copy("held");
  const facts = { ago: passed(Date.now() - pack.checked_at), n: pack.data.stations.code.length, size: size(pack.bytes) };
  const [name, about] = li.querySelectorAll("a span span");
  li.querySelector("a").href = pack.page.address;
  name.textContent = pack.page.title;
  about.textContent = fill(w.taken, facts);
  part("renew", li).addEventListener("click", (event) => renew(pack, event.currentTarget));
  part("drop", li).addEventListener("click", async () => { await dropPack(pack.url); drawPacks(); });
  return li;
}

async function renew(pack, button) {
  button.classList.add("busy");
  try {
    await keepPack(await fetchPack(pack.url));
  } catch (error) {
    if (!(error instanceof TypeError) && !error.status) throw error;
    document.dispatchEvent(new CustomEvent("xinlian:toast", { detail: w.failed }));
  }
  drawPacks();
}

/* This page stands in for the one behind the square code at a door. */
function door() {
  const found = location.pathname.match(/^\/d\/([^/]+)\/([^/]+)\/$/);
  if (!found) return;
  part("door").hidden = false;
  part("check-in").addEventListener("click", async (event) => {
    event.currentTarget.hidden = true;
    const became = await say("visit", { station: decodeURIComponent(found[1]), proof: found[2] });
    const bar = part("net");
    part("checked").textContent = became === "sent" ? bar.dataset.sent : became === "waiting" ? bar.dataset.kept : became.words;
    part("checked").hidden = false;
  });
}

function around() {
  const button = part("around");
  if (!button || !navigator.geolocation) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    button.classList.add("busy");
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      location.assign(`/stations/ahead/?around=${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}&km=50`);
    }, () => {
      button.classList.remove("busy");
      document.dispatchEvent(new CustomEvent("xinlian:toast", { detail: w.no_fix }));
    }, { enableHighAccuracy: true, timeout: 25000 });
  });
}

if (part("packs")) {
  door();
  around();
  drawPacks();
}
