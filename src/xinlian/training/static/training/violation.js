// Noting a violation on the site: whom by their code or name, what by a rule; kept first, sent when there is a network.
import { fetched } from "../web/fetched.js";
import { listen } from "../web/queue.js";
import { fill, words as w } from "../web/words.js";

const KEEP_DAYS = 30;
const LOOK_MS = 350;
const root = document.querySelector("[data-violation]");
const part = (name) => root.querySelector(`[data-${name}]`);
const copy = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
let timer = 0;
let stopped = true;

async function start() {
  try {
    const found = await fetched("/violations/rules.json", "violation-rules", KEEP_DAYS);
    if (!found) return message(w.violation_missing);
    if (!found.data.rules.length) return message(w.violation_no_rules);
    draw(found.data.rules);
  } catch (error) {
    if (!error.status) throw error;
    if (error.status === 403 || error.status === 404) return message(w.violation_not_yours);
    message(w.violation_sign_in, true);
  }
}

function message(text, signIn = false) {
  part("message-words").textContent = text;
  part("sign-in").hidden = !signIn;
  part("message").hidden = false;
}

function draw(rules) {
  part("rules").replaceChildren(...rules.map((one) => {
    const label = copy("violation-rule");
    label.querySelector("input").value = one.uid;
    label.querySelector("b").textContent = one.name;
    label.querySelector("small").textContent = one.project;
    label.querySelector("strong").textContent = fill(w.violation_points, { n: one.points });
    return label;
  }));
  part("form").hidden = false;
}

/* While there is a network, say at once who is meant; without one the server says so later. */
async function look(field, text) {
  const box = part("people");
  box.replaceChildren();
  choose(null);
  if (text.trim().length < 2) return;
  try {
    const answer = await fetch(`/violations/who.json?${new URLSearchParams({ [field]: text })}`, { credentials: "same-origin", headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) return;
    const { people } = await answer.json();
    if (people.length === 1) return choose(people[0]);
    box.replaceChildren(...people.map((one) => {
      const li = copy("violation-person");
      li.querySelector("b").textContent = one.name;
      li.querySelector("small").textContent = one.words;
      li.querySelector("button").addEventListener("click", () => { box.replaceChildren(); choose(one); });
      return li;
    }));
    if (!people.length && (field === "name" || text.replace(/[\s-]/g, "").length >= 9)) said(w.violation_nobody);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}

function choose(one) {
  part("builder").value = one ? one.uid : "";
  said(one ? `${one.name} · ${one.words}` : "");
}

function said(text) {
  part("who").textContent = text;
  part("who").hidden = !text;
}

function soon(field) {
  return (event) => {
    clearTimeout(timer);
    timer = setTimeout(() => look(field, event.target.value), LOOK_MS);
  };
}

async function scan() {
  const box = part("camera");
  const video = box.querySelector("video");
  try {
    const { watch } = await import("../credentials/gatecamera.js");
    if (!window.ZXingWASM) await loaded(root.dataset.reader);
    box.hidden = false;
    stopped = false;
    await watch(video, async (text) => {
      if (stopped) return;
      stopped = true;
      video.srcObject.getTracks().forEach((track) => track.stop());
      box.hidden = true;
      part("code").value = text;
      await look("code", text);
    });
  } catch {
    box.hidden = true; // no camera, no leave to use it, or the decoder was never fetched
    part("camera-words").textContent = w.violation_no_camera;
    part("camera-words").hidden = false;
    part("code").focus();
  }
}

function loaded(src) {
  return new Promise((done, failed) => {
    document.head.append(Object.assign(document.createElement("script"), { src, onload: done, onerror: failed }));
  });
}

listen((heard) => {
  const mine = heard.find((one) => one.ok && one.answer && one.answer.rule);
  if (!mine) return;
  part("done").textContent = fill(w.violation_done, { name: mine.answer.name, rule: mine.answer.rule, n: mine.answer.points });
  part("done").hidden = false;
});
part("code").addEventListener("input", soon("code"));
part("name").addEventListener("input", soon("name"));
part("scan").addEventListener("click", scan);
part("form").addEventListener("reset", () => { choose(null); part("people").replaceChildren(); });
start();
