// Moves session cards about the schedule grid: with a pointer, or by keyboard (Enter, arrows, Enter; Escape leaves
// it where it was). The server checks every move and sends the editor back; without this script the card's link
// leads to a plain form that does the same.
const editor = () => document.getElementById("editor");
const slots = () => [...editor().querySelectorAll(".slot")];
const EDGE = 48; // this near the window's edge, a dragged card scrolls the page
let held = null; // {card, slot, byKey}

function say(words) {
  editor().querySelector("[data-said]").textContent = words;
}

function aim(slot) {
  held.slot?.removeAttribute("data-aimed");
  held.slot = slot;
  if (slot) {
    slot.setAttribute("data-aimed", "");
    if (held.byKey) {
      slot.scrollIntoView({ block: "nearest", inline: "nearest" });
      say(`${slot.dataset.roomName}, ${slot.dataset.clock}`);
    }
  }
}

function pick(card, byKey) {
  held = { card, slot: null, byKey };
  card.setAttribute("data-held", "");
  editor().setAttribute("data-moving", "");
  if (byKey) {
    const here = slots().find((slot) => slot.dataset.room === card.dataset.room && slot.dataset.start === card.dataset.start);
    say("Picked up. Choose with the arrow keys, press Enter to put it down, Escape to leave it.");
    aim(here ?? slots()[0]);
  }
}

function letGo() {
  held?.slot?.removeAttribute("data-aimed");
  held?.card.removeAttribute("data-held");
  editor().removeAttribute("data-moving");
  held = null;
}

function drop() {
  const { card, slot } = held;
  letGo();
  if (!slot || (slot.dataset.room === card.dataset.room && slot.dataset.start === card.dataset.start)) return;
  const root = editor();
  window.htmx.ajax("POST", card.dataset.drop, {
    target: "#editor",
    swap: "outerHTML",
    values: {
      csrfmiddlewaretoken: root.dataset.token,
      edit: root.dataset.edit,
      day: root.dataset.day,
      room: slot.dataset.room,
      starts_at: slot.dataset.start,
    },
  }).then(() => document.getElementById(card.id)?.querySelector(".grip")?.focus());
}

function step(key) {
  const every = slots();
  const rooms = [...new Set(every.map((slot) => slot.dataset.room))];
  const column = every.filter((slot) => slot.dataset.room === held.slot.dataset.room);
  const row = column.indexOf(held.slot);
  if (key === "ArrowDown") return column[row + 1];
  if (key === "ArrowUp") return column[row - 1];
  const beside = rooms[rooms.indexOf(held.slot.dataset.room) + (key === "ArrowRight" ? 1 : -1)];
  return every.find((slot) => slot.dataset.room === beside && slot.dataset.start === held.slot.dataset.start)
    ?? every.find((slot) => slot.dataset.room === beside);
}

document.addEventListener("keydown", (event) => {
  const grip = event.target.closest?.("#editor .grip");
  if (held?.byKey) {
    if (event.key.startsWith("Arrow")) aim(step(event.key) ?? held.slot);
    else if (event.key === "Enter" || event.key === " ") drop();
    else if (event.key === "Escape") { letGo(); say("Left where it was."); }
    else return;
    event.preventDefault();
  } else if (grip && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    pick(grip.closest("[data-drop]"), true);
  }
});

document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest?.("#editor .grip");
  if (!grip || event.button !== 0) return;
  event.preventDefault();
  grip.setPointerCapture(event.pointerId);
  pick(grip.closest("[data-drop]"), false);
});

document.addEventListener("pointermove", (event) => {
  if (!held || held.byKey) return;
  if (event.clientY < EDGE) window.scrollBy(0, -EDGE / 2);
  if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, EDGE / 2);
  const under = document.elementsFromPoint(event.clientX, event.clientY).find((each) => each.classList.contains("slot"));
  aim(under ?? null);
});

document.addEventListener("pointerup", () => { if (held && !held.byKey) drop(); });
document.addEventListener("pointercancel", () => { if (held && !held.byKey) letGo(); });
