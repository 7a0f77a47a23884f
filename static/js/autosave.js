// Forms with data-autosave (and hx-post to an autosave address): says whether the text is kept, and keeps it in this
// browser until the server has it. The form names its save state in data-save-state (default "save-state"), and
// data-autosave is the key under which unsaved text waits, such as "proposal-k7m2-paula".
const WAIT = [2_000, 5_000, 15_000, 30_000];
const unsaved = new WeakMap();

const keyOf = (form) => `unsaved:${form.dataset.autosave}`;
const place = (form) => document.getElementById(form.dataset.saveState ?? "save-state");

function say(form, state, text) {
  const slot = place(form);
  if (!slot) return;
  slot.dataset.save = state;
  slot.textContent = text;
}

function fieldsOf(form) {
  const pairs = [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
  return JSON.stringify({ at: Date.now(), pairs });
}

function keep(form) {
  try {
    localStorage.setItem(keyOf(form), fieldsOf(form));
  } catch {
    // A full or closed store: the text still stands in the form itself.
  }
}

function forget(form) {
  try {
    localStorage.removeItem(keyOf(form));
  } catch {
    // Nothing was kept.
  }
}

function retry(form) {
  const state = unsaved.get(form) ?? { tries: 0 };
  clearTimeout(state.timer);
  state.timer = setTimeout(() => htmx.trigger(form, "autosave"), WAIT[Math.min(state.tries, WAIT.length - 1)]);
  state.tries += 1;
  unsaved.set(form, state);
}

function saved(form) {
  clearTimeout(unsaved.get(form)?.timer);
  unsaved.delete(form);
  forget(form);
  if (place(form)?.dataset.save === "saved") return;
  const now = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  say(form, "saved", `Saved ${now}`);
}

function failed(form) {
  say(form, "failed", "Not saved yet, we keep trying; your text is safe in this window");
  keep(form);
  retry(form);
}

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-autosave]");
  if (!form) return;
  keep(form);
  if (place(form)?.dataset.save !== "failed") say(form, "typing", "");
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.target.closest?.("form[data-autosave]");
  if (form && place(form)?.dataset.save !== "failed") say(form, "saving", "Saving…");
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form[data-autosave]");
  if (form) (event.detail.successful ? saved : failed)(form);
});

addEventListener("online", () => {
  document.querySelectorAll("form[data-autosave]").forEach((form) => unsaved.has(form) && htmx.trigger(form, "autosave"));
});
