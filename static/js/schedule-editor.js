// Moves session cards about the schedule grid: with a pointer, or by keyboard (Enter, arrows, Enter; Delete takes a
// card out, Escape leaves it where it was). The server checks every move; without this script the card's link leads to
// a plain form that does the same.
import { editor, listen, say, send } from "./schedule-changes.js";
import { hide, show, words } from "./schedule-offers.js";

const EDGE = 48; // this near the window's edge, a dragged card scrolls the page
let held = null; // {card, slot, byKey, slots}

const slots = () => [...editor().querySelectorAll(".slot")];
const address = (name, card) => editor().dataset[name].replace("-code-", card.dataset.code);
const isAt = (slot, card) => slot.dataset.room === card.dataset.room && slot.dataset.start === card.dataset.start;

function aim(goal) {
  if (goal === held.slot) return;
  held.slot?.removeAttribute("data-aimed");
  held.slot = goal;
  goal?.setAttribute("data-aimed", "");
  if (goal && held.byKey) goal.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (goal?.dataset.room) say(tell(goal));
}

// Where the card would go and what that costs.
function tell(slot) {
  const offer = words(slot);
  return `${slot.dataset.roomName}, ${slot.dataset.clock}${offer ? `: ${offer}` : ""}`;
}

function pick(card, byKey) {
  const mine = { card, slot: null, byKey, slots: slots() };
  held = mine;
  show(card, mine.slots, () => held === mine).then((summary) => {
    if (held === mine && summary) say(mine.slot?.dataset.room ? `${summary} ${tell(mine.slot)}` : summary);
  });
  card.setAttribute("data-held", "");
  editor().setAttribute("data-moving", "");
  if (byKey) {
    const here = held.slots.find((slot) => isAt(slot, card)) ?? nearest(card) ?? held.slots[0];
    aim(here);
    say(`Picked up ${card.dataset.title}. Arrow keys choose a place, Enter puts it down, Escape leaves it.`);
  }
}

// A card between two starts of the grid is picked up at the one before it.
function nearest(card) {
  const column = held.slots.filter((slot) => slot.dataset.room === card.dataset.room && slot.dataset.start <= card.dataset.start);
  return column.at(-1);
}

function letGo() {
  hide();
  held?.slot?.removeAttribute("data-aimed");
  held?.card.removeAttribute("data-held");
  editor().removeAttribute("data-moving");
  held = null;
}

async function drop() {
  const { card, slot } = held;
  letGo();
  if (!slot || isAt(slot, card)) return;
  if (slot.id === "waiting") await takeOut(card);
  else await send(address("drop", card), { room: slot.dataset.room, starts_at: slot.dataset.start });
  document.getElementById(card.id)?.querySelector(".grip")?.focus();
}

async function takeOut(card) {
  if (card.dataset.start) await send(address("out", card), {});
  document.getElementById(card.id)?.querySelector(".grip")?.focus();
}

function step(key) {
  const rooms = [...new Set(held.slots.map((slot) => slot.dataset.room))];
  const column = held.slots.filter((slot) => slot.dataset.room === held.slot.dataset.room);
  const row = column.indexOf(held.slot);
  if (key === "ArrowDown") return column[row + 1];
  if (key === "ArrowUp") return column[row - 1];
  const beside = rooms[rooms.indexOf(held.slot.dataset.room) + (key === "ArrowRight" ? 1 : -1)];
  return held.slots.find((slot) => slot.dataset.room === beside && slot.dataset.start === held.slot.dataset.start)
    ?? held.slots.find((slot) => slot.dataset.room === beside);
}

function whileHeld(event) {
  if (event.key.startsWith("Arrow")) aim(step(event.key) ?? held.slot);
  else if (event.key === "Enter" || event.key === " ") drop();
  else if (event.key === "Escape" || event.key === "Tab") { letGo(); say("Left where it was."); }
  else if (event.key === "Delete" || event.key === "Backspace") { const { card } = held; letGo(); takeOut(card); }
  else return;
  if (event.key !== "Tab") event.preventDefault();
}

function turn(name) {
  document.querySelector(`#history > .offers [data-turn="${name}"] button`)?.click();
}

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest?.("input, textarea, select");
  const grip = event.target.closest?.("#editor .grip");
  if (held?.byKey) whileHeld(event);
  else if (held && event.key === "Escape") { letGo(); say("Left where it was."); }
  else if (grip && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    pick(grip.closest("[data-code]"), true);
  } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !isTyping && editor()) {
    event.preventDefault();
    turn(event.shiftKey ? "redo" : "undo");
  } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "y" && !isTyping && editor()) {
    event.preventDefault();
    turn("redo");
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("#editor [data-turn]");
  if (!form) return;
  event.preventDefault();
  send(form.action, Object.fromEntries(new FormData(form)));
});

document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest?.("#editor .grip");
  if (!grip || event.button !== 0) return;
  event.preventDefault();
  if (held) letGo();
  grip.setPointerCapture(event.pointerId);
  pick(grip.closest("[data-code]"), false);
});

document.addEventListener("pointermove", (event) => {
  if (!held || held.byKey) return;
  if (event.clientY < EDGE) window.scrollBy(0, -EDGE / 2);
  if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, EDGE / 2);
  const under = document.elementsFromPoint(event.clientX, event.clientY);
  aim(under.find((each) => each.classList.contains("slot")) ?? under.find((each) => "tray" in each.dataset) ?? null);
});

document.addEventListener("pointerup", () => { if (held && !held.byKey) drop(); });
document.addEventListener("pointercancel", () => { if (held && !held.byKey) letGo(); });
if (editor()) listen(() => held !== null);
