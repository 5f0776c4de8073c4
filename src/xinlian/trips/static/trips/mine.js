// One's own trips, kept on the phone: when and where to be, which bus, whom to call.
import { words as w } from "../web/words.js";
import { fetched } from "../web/fetched.js";

const KEEP_DAYS = 60;
const root = document.querySelector("[data-my-trips]");
const copy = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

function row(label, value) {
  const div = document.createElement("div");
  div.append(Object.assign(document.createElement("dt"), { textContent: label }), Object.assign(document.createElement("dd"), { textContent: value }));
  return div;
}

function card(trip) {
  const box = copy("my-trip");
  box.querySelector("h2").textContent = trip.day;
  box.querySelector("[data-title]").textContent = trip.title;
  box.querySelector("dl").replaceChildren(...trip.facts.map(([label, value]) => row(label, value)));
  const call = box.querySelector("a");
  call.hidden = !trip.leader_phone;
  if (trip.leader_phone) {
    call.href = `tel:${trip.leader_phone.replace(/[^\d+]/g, "")}`;
    call.lastElementChild.textContent = trip.leader_phone;
  }
  box.querySelector("ul").replaceChildren(...trip.items.map(({ when, text }) => {
    const li = document.createElement("li");
    li.append(Object.assign(document.createElement("p"), { className: "when", textContent: when }), Object.assign(document.createElement("p"), { textContent: text }));
    return li;
  }));
  return box;
}

async function start() {
  let found = null;
  try {
    found = await fetched("/trips/mine.json", "trips", KEEP_DAYS);
  } catch (error) {
    if (!error.status) throw error;
  }
  if (!root) return;
  const trips = found ? found.data.trips : [];
  root.querySelector("[data-trips]").replaceChildren(...trips.map(card));
  const none = root.querySelector("[data-message]");
  none.hidden = trips.length > 0;
  none.textContent = found ? w.trips_none : w.trips_missing;
}

start();
