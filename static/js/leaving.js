// Who leaves in mid-sentence loses nothing: what is not saved yet is sent as the page goes, with its token in the body,
// since nobody waits for the answer. It stays in this browser too, until a later page hears that it arrived.
import { isUnsaved, send } from "./autosave.js";

const merging = () => [...document.querySelectorAll("form[data-merges]")].filter(isUnsaved);

function sendOff(form) {
  const body = new FormData(form);
  body.append("leaving", "1");
  const path = form.getAttribute("hx-post");
  // Browsers take up to 64 kB along; a longer text is sent by the next page, from what this browser kept.
  if (!navigator.sendBeacon(path, body)) fetch(path, { method: "POST", body }).catch(() => {});
}

addEventListener("pagehide", () => merging().forEach(sendOff));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") merging().forEach(sendOff);
});
addEventListener("blur", () => merging().forEach(send));
