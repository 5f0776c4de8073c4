// One's own work pass: fetched when there is a network, else as this phone kept it. Nobody else on the phone is shown it.
import { fetched } from "../web/fetched.js";
import { words as w } from "../web/words.js";

const KEEP_DAYS = 400;
const root = document.querySelector("[data-pass]");

function row([label, value, lang]) {
  const div = document.createElement("div");
  div.append(Object.assign(document.createElement("dt"), { textContent: label }), Object.assign(document.createElement("dd"), { textContent: value, lang: lang || "" }));
  return div;
}

function square(text) {
  // The drawing is our own server's; it is read as a picture's document, never run.
  const made = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  made.setAttribute("aria-hidden", "true"); // its box says what it is
  return document.importNode(made, true);
}

function show(found) {
  const box = root.querySelector("[data-card]");
  box.querySelector("h2").textContent = found.name;
  box.querySelector(".qr").replaceChildren(square(found.qr));
  box.querySelector("[data-code]").textContent = found.code;
  const bar = box.querySelector(".pass-bar");
  bar.className = `pass-bar ${found.colour}`;
  bar.querySelector("b").textContent = found.word;
  for (const icon of bar.querySelectorAll("[data-for]")) icon.hidden = icon.dataset.for !== found.colour;
  box.querySelector("[data-reasons]").replaceChildren(...found.reasons.map((one) => Object.assign(document.createElement("p"), { textContent: one })));
  box.querySelector("dl").replaceChildren(...found.facts.map(row));
  const photo = box.querySelector("img");
  photo.hidden = !found.photo;
  if (found.photo) photo.src = found.photo;
  box.hidden = false;
}

async function start() {
  let held = null;
  let status = 0;
  try {
    held = await fetched("/pass/mine.json", "pass", KEEP_DAYS);
  } catch (error) {
    if (!error.status) throw error;
    status = error.status;
  }
  const found = held && held.data.pass;
  if (found) show(found);
  const said = root.querySelector("[data-message]");
  said.hidden = Boolean(found) && navigator.onLine;
  if (found) said.textContent = w.pass_kept;
  else if (held) said.textContent = w.pass_none;
  else said.textContent = status ? w.pass_sign_in : w.pass_missing;
  const enter = root.querySelector("[data-sign-in]");
  if (enter) enter.hidden = !status;
}

start();
