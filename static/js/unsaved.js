// What was typed and is not yet with the server, kept in this browser for its person under the form's data-autosave
// key; every open page of the proposal editor has a word of its own (its hidden "tab"), so two never mix.
const BEGINS = "unsaved:";
const LONGEST = 30 * 24 * 3_600_000;

const tabOf = (form) => form.elements.tab?.value ?? "";
const keyOf = (form) => `${BEGINS}${form.dataset.autosave}${tabOf(form) && `#${tabOf(form)}`}`;

// Whose page this is; nobody's when signed out.
export const person = () => document.body.dataset.person ?? "";

export function typed(form) {
  return [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
}

// button: the form was sent by one of its buttons (name and value), and the page is on its way out.
export function keep(form, button = null) {
  const record = {
    at: Date.now(),
    whole: Boolean(button),
    pairs: typed(form),
    button,
    person: person(),
    tab: tabOf(form),
    path: form.dataset.merges === undefined ? "" : form.getAttribute("hx-post"),
    title: document.title,
  };
  try {
    localStorage.setItem(keyOf(form), JSON.stringify(record));
  } catch {
    // A full or closed store: the text still stands in the form itself.
  }
}

function read(key) {
  try {
    const record = JSON.parse(localStorage.getItem(key));
    return record && { ...record, key };
  } catch {
    return null;
  }
}

export const kept = (form) => read(keyOf(form));

// Everything of this person, oldest first; never another's. What nobody came back for within a month goes.
export function all() {
  const found = [];
  try {
    for (const key of Object.keys(localStorage)) {
      const record = key.startsWith(BEGINS) ? read(key) : null;
      if (record && Date.now() - record.at > LONGEST) localStorage.removeItem(key);
      else if (record && record.person && record.person === person()) found.push(record);
    }
  } catch {
    // No store, nothing kept.
  }
  return found.sort((one, other) => one.at - other.at);
}

export function forget(form) {
  drop(keyOf(form));
}

export function drop(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}

// Only when nothing was typed there since the record was read.
export function dropUnchanged(record) {
  if (read(record.key)?.at === record.at) drop(record.key);
}
