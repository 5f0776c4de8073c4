// "Use my position": asks the phone, sends the position in the form's body, never in an address.
const form = document.querySelector("form[data-locating]");
const button = form && form.querySelector("[data-locate]");

if (button && "geolocation" in navigator) {
  button.hidden = false;
  button.addEventListener("click", locate);
}

function locate() {
  const label = button.querySelector("span");
  const before = label.textContent;
  tell("");
  label.textContent = button.dataset.wait;
  button.classList.add("busy");
  const done = () => {
    label.textContent = before;
    button.classList.remove("busy");
  };
  navigator.geolocation.getCurrentPosition(
    (found) => {
      form.elements.lat.value = found.coords.latitude.toFixed(5);
      form.elements.lon.value = found.coords.longitude.toFixed(5);
      form.elements.q.value = "";
      form.submit();
    },
    (error) => {
      done();
      tell(error.code === error.PERMISSION_DENIED ? button.dataset.refused : button.dataset.failed);
    },
    { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
  );
}

function tell(words) {
  const line = form.querySelector("[data-locate-words]");
  line.textContent = words;
  line.hidden = !words;
}
