// Forms: nothing typed is lost, nothing dangerous happens by one slip, nothing is sent twice, tables can be ticked.

const KEEP_DAYS = 7;

/* A form with data-draft="key" keeps what is typed on this device; an element with data-draft-done="key" on a later page clears it. */
function startDraft(form) {
  const key = `draft:${form.dataset.draft}`;
  restore(form, key);
  form.addEventListener("input", () => save(form, key));
}

function kept(field) {
  return field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type) && !field.dataset.secret;
}

function save(form, key) {
  const values = {};
  for (const field of form.elements) {
    if (!kept(field)) continue;
    if (field.type === "checkbox" || field.type === "radio") {
      if (field.checked) values[field.name] = (values[field.name] || []).concat(field.value);
    } else if (field.value) values[field.name] = [field.value];
  }
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), values }));
  } catch (error) {
    if (error.name !== "QuotaExceededError" && error.name !== "SecurityError") throw error;
  }
}

function read(key) {
  try {
    const text = localStorage.getItem(key);
    return text ? JSON.parse(text) : null;
  } catch (error) {
    if (error.name === "SecurityError" || error instanceof SyntaxError) return null;
    throw error;
  }
}

function restore(form, key) {
  const draft = read(key);
  if (!draft || Date.now() - draft.at > KEEP_DAYS * 86400000) return;
  let found = false;
  for (const field of form.elements) {
    const values = kept(field) && draft.values[field.name];
    if (!values) continue;
    if (field.type === "checkbox" || field.type === "radio") {
      field.checked = values.includes(field.value);
      found = true;
    } else if (!field.value) {
      field.value = values[0];
      found = true;
    }
  }
  const note = form.querySelector("[data-draft-note]");
  if (note && found) note.hidden = false;
}

/* Dangerous forms and buttons carry data-confirm="words": asked once more in a dialog. */
function ask(words, yes) {
  const box = document.createElement("dialog");
  const text = document.createElement("p");
  const row = document.createElement("div");
  const go = document.createElement("button");
  const stay = document.createElement("button");
  text.id = "ask-words";
  text.textContent = words;
  box.setAttribute("aria-labelledby", "ask-words");
  row.className = "btns row";
  go.className = "btn danger";
  go.type = "button";
  go.textContent = yes || document.body.dataset.yes;
  stay.className = "btn line";
  stay.type = "button";
  stay.textContent = document.body.dataset.no;
  row.append(stay, go);
  box.append(text, row);
  document.body.append(box);
  return new Promise((done) => {
    const end = (answer) => {
      box.close();
      box.remove();
      done(answer);
    };
    go.addEventListener("click", () => end(true));
    stay.addEventListener("click", () => end(false));
    box.addEventListener("cancel", () => end(false));
    box.showModal();
    stay.focus();
  });
}

async function onSubmit(event) {
  const form = event.target;
  const button = event.submitter;
  const words = (button && button.dataset.confirm) || form.dataset.confirm;
  if (words && !form.dataset.sure && typeof HTMLDialogElement === "function") {
    event.preventDefault();
    if (!(await ask(words, form.dataset.yes || (button && button.textContent.trim())))) return;
    form.dataset.sure = "yes";
    form.requestSubmit(button);
    delete form.dataset.sure;
    return;
  }
  if (form.method === "post" && !event.defaultPrevented) once(event, form, button);
}

/* A second press while the first is on its way does nothing; coming back to the page frees the form again. */
function once(event, form, button) {
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  if (button) button.classList.add("busy");
}

function free() {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  document.querySelectorAll(".btn.busy").forEach((button) => button.classList.remove("busy"));
}

/* Tables: tick all, count what is ticked, keep the acts closed while nothing is. */
function startBulk(form) {
  const all = form.querySelector("[data-all]");
  const count = form.querySelector("[data-count]");
  if (!all || !count) return;
  const boxes = () => [...form.querySelectorAll('input[name="ids"]')];
  const show = () => {
    const chosen = boxes().filter((box) => box.checked).length;
    count.textContent = count.dataset.words.replace("{n}", chosen);
    all.checked = chosen > 0 && chosen === boxes().length;
    all.indeterminate = chosen > 0 && !all.checked;
    boxes().forEach((box) => box.closest("tr").classList.toggle("on", box.checked));
    form.querySelectorAll('button[name="act"]').forEach((button) => (button.disabled = chosen === 0));
  };
  all.hidden = false;
  all.addEventListener("change", () => {
    boxes().forEach((box) => (box.checked = all.checked));
    show();
  });
  form.addEventListener("change", show);
  show();
}

/* `begin` may meet the form itself (a part that came through htmx) or what holds it. */
function each(part, selector, act) {
  if (part.matches && part.matches(selector)) act(part);
  part.querySelectorAll(selector).forEach(act);
}

function begin(part) {
  each(part, "form[data-draft]", startDraft);
  each(part, "[data-draft-done]", (box) => localStorage.removeItem(`draft:${box.dataset.draftDone}`));
  each(part, "form[data-bulk]", startBulk);
  each(part, "form[data-auto]", (form) => form.addEventListener("change", () => form.requestSubmit()));
}

begin(document);
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) begin(event.target);
});
document.addEventListener("submit", onSubmit);
window.addEventListener("pageshow", free);
const wrong = document.querySelector("[data-errs]");
if (wrong && !wrong.closest("[data-quiet]")) wrong.focus();
