// Somebody was registered through the outbox: the page comes anew and says what is missing.
import { listen } from "../web/queue.js";

const form = document.querySelector("form[data-queue=builder]");
if (form) {
  listen((results) => {
    const done = results.find((one) => one.ok && one.answer && one.answer.builder);
    const name = form.elements.namedItem("name");
    // After the form was emptied, and not over the next one that is being filled in.
    if (done) setTimeout(() => { if (name.value === name.defaultValue) location.assign(`?done=${done.answer.builder}`); }, 300);
  });
}
