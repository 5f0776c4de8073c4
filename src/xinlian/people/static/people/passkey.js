// Shows the passkey buttons where this browser can use them, and says it in words when the key did not answer.
if (window.PublicKeyCredential) document.querySelectorAll("[data-passkey]").forEach((button) => (button.hidden = false));
else document.querySelectorAll("[data-no-passkey]").forEach((words) => (words.hidden = false));
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const note = document.querySelector("[data-passkey-failed]");
  if (note) note.hidden = false;
});
