// While a card is in somebody's hand, every slot of the day says whether the card may go there and what that costs.
import { editor, has } from "./schedule-changes.js";

const CALLS = { refused: "Not possible", clash: "Breaks a rule" };
let shown = null; // {slots, offers, sentences}

export async function show(card, slots, isHeld) {
  const address = editor().dataset.offers.replace("-code-", card.dataset.code);
  try {
    const answer = await fetch(`${address}?${new URLSearchParams({ day: has().day })}`, { headers: { "HX-Request": "true" } });
    if (!answer.ok || answer.redirected) return "";
    const found = await answer.json();
    if (!isHeld() || found.frame !== has().frame || found.offers.length !== slots.length) return "";
    shown = { slots, ...found };
    slots.forEach((slot, at) => {
      const [state, , word] = found.offers[at];
      slot.dataset.offer = state;
      slot.textContent = found.words[word];
    });
    return found.summary;
  } catch {
    return ""; // Offline: the card can still be moved, and the server says what it thinks of it.
  }
}

export function hide() {
  for (const slot of shown?.slots ?? []) {
    delete slot.dataset.offer;
    slot.textContent = "";
  }
  shown = null;
}

// What a slot has to say of the card, in sentences.
export function words(slot) {
  const offer = shown?.offers[shown.slots.indexOf(slot)];
  if (!offer) return "";
  const [state, cost, , reasons] = offer;
  const price = cost === 0 ? "costs no more than now" : cost > 0 ? `costs ${cost} more` : `costs ${-cost} less`;
  const lead = state === "refused" ? CALLS.refused : state === "clash" ? `${CALLS.clash}, ${price}` : `Fits, ${price}`;
  return [lead, ...reasons.map((at) => shown.sentences[at])].join(". ").replace(/\.\./gu, ".");
}
