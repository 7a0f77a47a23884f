// What the page says about saving: always in the form's save-state slot, for eyes; to a screen reader only when the
// kind of news changes, or once in a while, so that it does not talk over every word one types.
const SELDOM = 5 * 60_000;
const spoken = new WeakMap();

const slotOf = (form) => document.getElementById(form.dataset.saveState ?? "save-state");

// The quiet region beside the buttons: there from the start, since a region that arrives with its words is not read.
export function prepare(form) {
  const region = document.createElement("span");
  region.className = "visually-hidden";
  region.setAttribute("role", "status");
  region.dataset.saveWords = "";
  form.append(region);
  spoken.set(form, { region, kind: "", at: 0 });
}

function speak(form, kind, words) {
  const last = spoken.get(form);
  if (!last || (last.kind === kind && Date.now() - last.at < SELDOM)) return;
  Object.assign(last, { kind, at: Date.now() });
  last.region.textContent = words;
}

export function say(form, save, words, link = null) {
  const slot = slotOf(form);
  if (!slot) return;
  slot.dataset.save = save;
  if (!slot.textContent.trim().startsWith(words) || Boolean(slot.querySelector("a")) !== Boolean(link)) {
    slot.textContent = words;
    if (link) slot.append(" ", link);
  }
  if (save === "failed") speak(form, words, words);
}

export function sayTyping(form) {
  const slot = slotOf(form);
  if (!slot) return;
  slot.dataset.save = "typing";
  slot.textContent = "";
}

export function saySaved(form) {
  const clock = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  if (!slotOf(form)?.querySelector("time")) say(form, "saved", `Saved ${clock}`); // else the answer brought its own
  speak(form, "saved", `Saved at ${slotOf(form)?.querySelector("time")?.textContent ?? clock}`);
}
