// The base's screen asks again by itself; while there is no network it says how old it is.
document.addEventListener("htmx:sendError", () => {
  const fresh = document.querySelector("[data-fresh]");
  if (!fresh.dataset.stale) fresh.textContent = `${fresh.textContent} · ${fresh.dataset.off}`;
  fresh.dataset.stale = "yes";
});
