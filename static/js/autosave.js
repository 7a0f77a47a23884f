// Forms with data-autosave (their contract is in templates/components/save_state.html): says whether the text is
// kept by the server, and keeps it in this browser until it is. restore.js offers it again after an accident.
import { forget, keep, kept } from "./unsaved.js";

const WAIT = [2_000, 5_000, 15_000, 30_000];
const NOT_YET = "Not saved yet, we keep trying; your text is safe in this window";
const SIGNED_OUT = "Not saved: you are signed out. Sign in in another window; your text is safe in this one";
const states = new WeakMap();

function stateOf(form) {
  if (!states.has(form)) states.set(form, { edits: 0, sent: 0, tries: 0, timer: 0, failing: false, whole: false });
  return states.get(form);
}

function say(form, save, text) {
  const slot = document.getElementById(form.dataset.saveState ?? "save-state");
  if (!slot) return;
  slot.dataset.save = save;
  if (slot.textContent.trim() !== text) slot.textContent = text;
}

function saved(form, state) {
  clearTimeout(state.timer);
  Object.assign(state, { tries: 0, failing: false });
  if (state.edits !== state.sent) return;
  forget(form);
  const slot = document.getElementById(form.dataset.saveState ?? "save-state");
  if (slot?.querySelector("time")) return; // the answer brought its own "Saved 14:02"
  const now = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  say(form, "saved", `Saved ${now}`);
}

function failed(form, state, text) {
  state.failing = true;
  say(form, "failed", text);
  keep(form, state.whole);
  clearTimeout(state.timer);
  state.timer = setTimeout(() => htmx.trigger(form, "autosave"), WAIT[Math.min(state.tries, WAIT.length - 1)]);
  state.tries += 1;
}

// A session that ran out answers with the sign-in page and status 200: that is not saved.
function ledElsewhere(detail) {
  const asked = new URL(detail.pathInfo.requestPath, location.href).pathname;
  return detail.xhr.responseURL !== "" && new URL(detail.xhr.responseURL).pathname !== asked;
}

const formOf = (event) => (event.target.matches?.("form[data-autosave]") ? event.target : null);

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, (event) => {
    const form = event.target.form;
    if (!form?.matches("[data-autosave]")) return;
    const state = stateOf(form);
    state.edits += 1;
    state.whole = false;
    keep(form);
    if (!state.failing) say(form, "typing", "");
  });
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = formOf(event);
  if (!form) return;
  const state = stateOf(form);
  state.sent = state.edits;
  if (!state.failing) say(form, "saving", "Saving…");
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = formOf(event);
  if (!form) return;
  const state = stateOf(form);
  if (event.detail.xhr.status === 409) return; // the answer itself says what clashed, and asks
  if (!event.detail.successful) failed(form, state, NOT_YET);
  else if (ledElsewhere(event.detail)) failed(form, state, SIGNED_OUT);
  else saved(form, state);
});

document.addEventListener("submit", (event) => {
  // Sent as a whole: what fails now comes back in the form itself, and restore.js sees whether it arrived.
  const form = event.target;
  if (!form.matches("form[data-autosave]")) return;
  const state = stateOf(form);
  clearTimeout(state.timer);
  state.whole = true;
  if (kept(form)) keep(form, true);
});

addEventListener("online", () => {
  for (const form of document.querySelectorAll("form[data-autosave]")) {
    if (stateOf(form).failing) htmx.trigger(form, "autosave");
  }
});
