// Forms with data-autosave (their contract is in templates/components/save_state.html): says whether the text is
// kept by the server, and keeps it in this browser until it is. later.js or restore.js see to it after an accident.
import { prepare, say, saySaved, sayTyping } from "./save-words.js";
import { look } from "./signed-in.js";
import { forget, keep, kept } from "./unsaved.js";

const WAIT = [2_000, 5_000, 15_000, 30_000];
const LONGEST_WAIT = 6_000; // who types without a pause is saved all the same
const NOT_YET = "Not saved yet, we keep trying; your text is safe in this window";
const OFFLINE = "You are offline. What you type is kept in this browser and sent when you are back";
const SIGNED_OUT = "Not saved: you are signed out. Your text is safe in this window.";
const OTHER = "Not saved: somebody else is signed in in this browser now. Your text is safe in this window";
const states = new WeakMap();
const forms = () => document.querySelectorAll("form[data-autosave]");

// edits: changes typed; sent: those in the request under way; saved: those the server has.
function stateOf(form) {
  const fresh = { edits: 0, sent: 0, saved: 0, tries: 0, timer: 0, since: 0, failing: "", button: null };
  if (!states.has(form)) states.set(form, fresh);
  return states.get(form);
}

export const isUnsaved = (form) => stateOf(form).edits !== stateOf(form).saved;
export const send = (form) => htmx.trigger(form, "autosave");

// What the server could not keep of an otherwise saved page (a number that is none) stays in this browser.
const hasFaults = (form) => form.querySelector("#edit-faults [data-kind=warn]") !== null;

function saved(form, state) {
  clearTimeout(state.timer);
  Object.assign(state, { tries: 0, failing: "", saved: state.sent });
  if (state.edits !== state.sent) return;
  if (!hasFaults(form)) forget(form);
  saySaved(form);
}

function failed(form, state, words, link = null) {
  state.failing = words;
  say(form, "failed", words, link);
  keep(form, state.button);
  clearTimeout(state.timer);
  state.timer = setTimeout(() => again(form), WAIT[Math.min(state.tries, WAIT.length - 1)]);
  state.tries += 1;
}

// Once more; after a signed-out answer only when this person is known here again.
async function again(form) {
  const state = stateOf(form);
  if (state.failing === SIGNED_OUT || state.failing === OTHER) {
    const found = await look();
    if (found === "other") return failed(form, state, OTHER);
    if (found !== "in") return failed(form, state, SIGNED_OUT, signIn(location.pathname));
  }
  return send(form);
}

function signIn(back) {
  const link = document.createElement("a");
  link.href = `${document.body.dataset.signIn}?next=${encodeURIComponent(back)}`;
  link.target = "_blank";
  link.textContent = "Sign in in another window";
  return link;
}

// A session that ran out answers with the sign-in page and status 200: that is not saved.
function ledElsewhere(detail) {
  const asked = new URL(detail.pathInfo.requestPath, location.href).pathname;
  return detail.xhr.responseURL !== "" && new URL(detail.xhr.responseURL).pathname !== asked;
}

// 403: the page is older than the last sign-in, or a rule says no; the sentence of the rule is on the page it sent.
async function refused(form, state, xhr) {
  const found = await look();
  if (found === "out") return failed(form, state, SIGNED_OUT, signIn(location.pathname));
  if (found === "other") return failed(form, state, OTHER);
  const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
  const why = page.querySelector("main .lead")?.textContent.trim() ?? "";
  const first = state.tries === 0;
  failed(form, state, first ? NOT_YET : `Not saved. ${why} What you typed is kept in this browser`);
  if (found === "in" && first) send(form);
  return undefined;
}

const formOf = (event) => (event.target.matches?.("form[data-autosave]") ? event.target : null);

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, (event) => {
    const form = event.target.form;
    if (!form?.matches("[data-autosave]")) return;
    const state = stateOf(form);
    state.edits += 1;
    state.button = null;
    keep(form);
    if (!state.failing) sayTyping(form);
    state.since ||= Date.now();
    if (Date.now() - state.since > LONGEST_WAIT && !state.failing) send(form);
  });
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = formOf(event);
  if (!form) return;
  const state = stateOf(form);
  Object.assign(state, { sent: state.edits, since: 0 });
  if (!state.failing) say(form, "saving", "Saving…");
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = formOf(event);
  if (!form) return;
  const { xhr, successful } = event.detail;
  const state = stateOf(form);
  if (xhr.status === 409) return; // the answer itself says what clashed, and asks
  if (xhr.status === 403) refused(form, state, xhr);
  else if (!successful) failed(form, state, navigator.onLine ? NOT_YET : OFFLINE);
  else if (ledElsewhere(event.detail)) failed(form, state, SIGNED_OUT, signIn(location.pathname));
  else saved(form, state);
});

document.addEventListener("submit", (event) => {
  // Sent as a whole: what fails now comes back in the form itself, and the next page sees whether it arrived.
  const form = event.target;
  if (!form.matches("form[data-autosave]")) return;
  const state = stateOf(form);
  clearTimeout(state.timer);
  state.button = [event.submitter?.name ?? "", event.submitter?.value ?? ""];
  if (kept(form) || isUnsaved(form)) keep(form, state.button);
});

const tryAll = () => [...forms()].filter((form) => stateOf(form).failing).forEach(again);
addEventListener("online", tryAll);
addEventListener("focus", tryAll);
addEventListener("offline", () => {
  for (const form of forms()) say(form, "failed", OFFLINE);
});
forms().forEach(prepare);
