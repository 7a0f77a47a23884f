// What was typed and is not yet with the server, kept in this browser under the form's data-autosave key.
const keyOf = (form) => `unsaved:${form.dataset.autosave}`;

export function typed(form) {
  return [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
}

// whole: the form was sent by one of its buttons, and the page is on its way out.
export function keep(form, whole = false) {
  try {
    localStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), whole, pairs: typed(form) }));
  } catch {
    // A full or closed store: the text still stands in the form itself.
  }
}

export function kept(form) {
  try {
    return JSON.parse(localStorage.getItem(keyOf(form)));
  } catch {
    return null;
  }
}

export function forget(form) {
  try {
    localStorage.removeItem(keyOf(form));
  } catch {
    // Nothing was kept.
  }
}
