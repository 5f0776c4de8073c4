// What every page can do a little better with JavaScript; without it the same forms and links work.
// Others speak to it by events (xinlian:net, xinlian:toast): a hashed and a plain address of one module would run it twice.

const root = document.documentElement;

/** A short word at the foot of the screen, read out by screen readers, gone after four seconds. */
function toast(words) {
  const old = document.querySelector(".toast");
  if (old) old.remove();
  const box = document.createElement("div");
  box.className = "toast";
  box.setAttribute("role", "status");
  document.body.append(box);
  box.textContent = words;
  setTimeout(() => box.remove(), 4000);
}

/** The quiet bar at the top. `ageMinutes`: how old the data are; `waiting`, `refused`: what was not sent, or not taken. */
export function showNet({ online = navigator.onLine, ageMinutes = null, waiting = 0, refused = 0 } = {}) {
  const bar = document.querySelector("[data-net]");
  if (!bar) return;
  const said = [];
  if (!online) {
    said.push(bar.dataset.off);
    if (ageMinutes !== null) said.push(age(bar, ageMinutes));
  }
  if (waiting > 0) said.push(bar.dataset.waiting.replace("{n}", waiting));
  if (refused > 0) said.push(bar.dataset.refused.replace("{n}", refused));
  bar.querySelector("[data-net-words]").textContent = said.join(" · ");
  bar.hidden = said.length === 0;
}

function age(bar, minutes) {
  if (minutes < 60) return bar.dataset.minutes.replace("{n}", Math.max(1, Math.round(minutes)));
  if (minutes < 48 * 60) return bar.dataset.hours.replace("{n}", Math.round(minutes / 60));
  return bar.dataset.days.replace("{n}", Math.round(minutes / 1440));
}

function remember(name, value) {
  const year = 60 * 60 * 24 * 365;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${name}=${value}; path=/; max-age=${year}; samesite=lax${secure}`;
}

function startType(part) {
  part.querySelectorAll("[data-type-form]").forEach((form) => {
    const button = form.querySelector("button");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const large = root.dataset.type !== "large";
      if (large) root.dataset.type = "large";
      else delete root.dataset.type;
      remember("type", large ? "large" : "normal");
      button.value = large ? "normal" : "large";
      button.querySelector("span").textContent = large ? button.dataset.normal : button.dataset.large;
    });
  });
}

function startTheme(part) {
  part.querySelectorAll("[data-theme-form]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      const chosen = event.submitter;
      if (!chosen) return;
      event.preventDefault();
      if (chosen.value === "auto") delete root.dataset.theme;
      else root.dataset.theme = chosen.value;
      remember("theme", chosen.value);
      form.querySelectorAll("button").forEach((one) => one.setAttribute("aria-pressed", String(one === chosen)));
    });
  });
}

async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const box = document.createElement("textarea");
  box.value = text;
  box.setAttribute("readonly", "");
  box.className = "sr";
  document.body.append(box);
  box.select();
  document.execCommand("copy");
  box.remove();
}

function startShare(part) {
  part.querySelectorAll("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await copy(new URL(button.dataset.copy, location.href).href);
      toast(document.body.dataset.copied);
    });
  });
  part.querySelectorAll("[data-share]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => share(button));
  });
}

async function share(button) {
  const url = new URL(button.dataset.url || location.href, location.href).href;
  if (navigator.share) {
    try {
      await navigator.share({ title: button.dataset.title || document.title, url });
      return;
    } catch (error) {
      if (error.name === "AbortError") return; // the person changed their mind
    }
  }
  await copy(url);
  toast(document.body.dataset.copied);
}

function startBack(part) {
  part.querySelectorAll("[data-back]").forEach((link) => {
    link.addEventListener("click", (event) => {
      const here = document.referrer && new URL(document.referrer).origin === location.origin;
      if (!here || history.length < 2) return;
      event.preventDefault();
      history.back();
    });
  });
}

/* All that a part of the page needs once it is there; parts may come later through htmx. */
function begin(part) {
  startType(part);
  startTheme(part);
  startShare(part);
  startBack(part);
}

function startKeys() {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const field = document.querySelector(`[data-hotkey="${CSS.escape(event.key)}"]`);
    if (!field) return;
    event.preventDefault();
    field.focus();
  });
  document.addEventListener("click", (event) => closeMenus(event.target));
  document.addEventListener("keyup", (event) => {
    if (event.key === "Escape") closeMenus(document.body);
  });
}

function closeMenus(target) {
  document.querySelectorAll("details.menu[open], details.cols[open]").forEach((box) => {
    if (!box.contains(target)) box.open = false;
  });
}

startKeys();
begin(document);
showNet();
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) begin(event.target);
});
let told = {}; // what waits is still waiting when the network comes or goes
window.addEventListener("online", () => showNet({ ...told, online: true }));
window.addEventListener("offline", () => showNet({ ...told, online: false }));
document.addEventListener("xinlian:net", (event) => { told = event.detail; showNet(told); });
document.addEventListener("xinlian:toast", (event) => toast(event.detail));
root.dataset.js = "on";
