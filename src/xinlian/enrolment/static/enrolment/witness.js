// A witness's number is made on the phone and stays there; only its digest leaves before the draw is opened.
const page = document.querySelector("[data-witness]");
const key = page && `xinlian:witness:${page.dataset.witness}`;

/* Digits without bias: a byte of 250 and above is thrown away. */
function made(digits) {
  let text = "";
  while (text.length < digits) {
    for (const byte of crypto.getRandomValues(new Uint8Array(32))) {
      if (byte < 250 && text.length < digits) text += byte % 10;
    }
  }
  return text;
}

function kept() {
  try {
    return localStorage.getItem(key) || "";
  } catch {
    return ""; // storage is switched off: the number is typed by hand
  }
}

function keep(number) {
  try {
    localStorage.setItem(key, number);
    return localStorage.getItem(key) === number;
  } catch {
    return false;
  }
}

async function digest(number) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${page.dataset.witness}|${number}`));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const grouped = (number) => number.replace(/(\d{4})(?=\d)/g, "$1 ");

function tell(number) {
  for (const place of page.querySelectorAll("[data-number]")) place.textContent = grouped(number);
}

async function promise(form) {
  const number = kept() || made(+page.dataset.digits);
  if (!keep(number)) return;
  tell(number);
  form.querySelector("[data-made]").hidden = false;
  form.querySelector("[data-typed]").hidden = true;
  if (crypto.subtle) form.elements.digest.value = await digest(number);
  else form.elements.number.value = number; // no hashing without https: the server hashes and forgets it
}

function reveal(number) {
  for (const part of page.querySelectorAll("[data-kept]")) part.hidden = !number;
  for (const part of page.querySelectorAll("[data-lost]")) part.hidden = !!number;
  const field = page.querySelector("form:not([data-promise]) input[name=number]");
  if (field && number) field.value = grouped(number);
  tell(number);
}

if (page) {
  const form = page.querySelector("form[data-promise]");
  if (form) promise(form);
  else reveal(kept());
  if ("done" in page.dataset) localStorage.removeItem(key);
}
