import { distance } from "./geo.js";

// A report can take the position along when the worker ticks it; without it the form works as it is.
const form = document.querySelector("form[data-report]");
const box = form && form.querySelector("[data-position]");

if (box && "geolocation" in navigator) {
  form.querySelector("[data-with-position]").hidden = false;
  box.addEventListener("change", () => {
    if (box.checked) ask();
    else {
      fill("", "");
      far(0);
    }
  });
}

function fill(lat, lon) {
  form.elements.lat.value = lat;
  form.elements.lon.value = lon;
}

function ask() {
  box.disabled = true;
  navigator.geolocation.getCurrentPosition(
    (found) => {
      fill(found.coords.latitude.toFixed(5), found.coords.longitude.toFixed(5));
      box.disabled = false;
      far(distance(found.coords.latitude, found.coords.longitude, +form.dataset.lat, +form.dataset.lon));
    },
    () => {
      box.checked = false; // no position: the report goes without, and the tick says so
      box.disabled = false;
    },
    { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
  );
}

/* Whoever speaks from far away is told before they speak. */
function far(metres) {
  const note = form.querySelector("[data-far]");
  note.textContent = note.dataset.words.replace("{km}", Math.round(metres / 1000));
  note.hidden = metres <= 50000;
}
