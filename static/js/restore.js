// A form with data-autosave whose last words never reached the server (a closed window, a dead battery) offers
// them again; one with data-merges sends them by itself (later.js). Fields that are hidden (revision numbers) are never brought back: the server's are the true ones.
import { notice } from "./notices.js";
import { forget, kept, typed } from "./unsaved.js";

const visible = (form, name) => [...form.elements].some((field) => field.name === name && field.type !== "hidden");
const text = (form, pairs) => JSON.stringify(pairs.filter(([name]) => visible(form, name)));

// The hidden number by which a form knows how new its text is (base_version, version).
const version = (pairs) => Number(pairs.find(([name]) => name.endsWith("version"))?.[1] ?? 0);
const arrived = (form, record) => record.whole && version(typed(form)) > version(record.pairs);

function bringBack(form, pairs) {
  const values = Map.groupBy(pairs, ([name]) => name);
  for (const field of form.elements) {
    if (!field.name || field.type === "hidden" || field.type === "file") continue;
    const typedHere = (values.get(field.name) ?? []).map(([, value]) => value);
    if (field.type === "checkbox" || field.type === "radio") field.checked = typedHere.includes(field.value);
    else if (field.multiple) [...field.options].forEach((option) => (option.selected = typedHere.includes(option.value)));
    else if (typedHere.length) field.value = typedHere[0];
  }
  form.dispatchEvent(new Event("autosave"));
}

function offer(form, record) {
  const when = new Date(record.at).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
  const words = `What you typed here on ${when} was not saved. It is still in this browser.`;
  const box = notice(
    "warn",
    words,
    [
      ["Bring it back", () => { bringBack(form, record.pairs); box.remove(); }],
      ["Throw it away", () => { forget(form); box.remove(); }],
    ],
    form,
  );
}

for (const form of document.querySelectorAll("form[data-autosave]:not([data-merges])")) {
  const record = kept(form);
  if (!record) continue;
  if (arrived(form, record) || text(form, record.pairs) === text(form, typed(form))) forget(form);
  else offer(form, record);
}
