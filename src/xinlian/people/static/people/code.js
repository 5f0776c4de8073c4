// Counts down until a code may be asked for again; without it the server says how long to wait.
document.querySelectorAll("[data-again]").forEach((button) => {
  const words = button.textContent;
  const ready = Date.now() + Number(button.dataset.again) * 1000;
  const show = () => {
    const left = Math.ceil((ready - Date.now()) / 1000);
    button.disabled = left > 0;
    button.textContent = left > 0 ? button.dataset.words.replace("{n}", left) : words;
    if (left > 0) setTimeout(show, 500);
  };
  show();
});
