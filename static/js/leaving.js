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

// A link waits for the save, at most a moment, so that the page it leads to shows what was typed. A clash stays here.
const WAITS = 1_500;

function follow(link) {
  const go = (event) => {
    if (event?.detail?.xhr?.status === 409) return;
    clearTimeout(timer);
    location.assign(link.href);
  };
  const timer = setTimeout(go, WAITS);
  document.addEventListener("htmx:afterRequest", go, { once: true });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const inPage = link && link.pathname === location.pathname && link.hash;
  const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0 || link?.target;
  if (!link || inPage || elsewhere || event.defaultPrevented || link.dataset.confirm !== undefined) return;
  const unsaved = merging();
  if (unsaved.length === 0 || link.origin !== location.origin) return;
  event.preventDefault();
  follow(link);
  unsaved.forEach(send);
});
