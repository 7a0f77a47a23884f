// A ranking is a list of places with a select each. Here a choice that is given a place leaves the one it had, the two
// changing places; and a line is dragged by its number. The selects alone do the same by keyboard.
const selects = (list) => [...list.querySelectorAll("select")];
const had = new WeakMap();

function remember(list) {
  had.set(list, selects(list).map((select) => select.value));
}

function settle(list, changed) {
  const before = had.get(list) ?? [];
  const place = selects(list).indexOf(changed);
  const twin = selects(list).find((select) => select !== changed && select.value && select.value === changed.value);
  if (twin) twin.value = before[place] ?? "";
  remember(list);
}

function place(list, from, to) {
  const values = selects(list).map((select) => select.value);
  values.splice(to, 0, ...values.splice(from, 1));
  selects(list).forEach((select, index) => (select.value = values[index]));
  remember(list);
  list.querySelector("select").dispatchEvent(new Event("change", { bubbles: true }));
}

let held = null; // {list, row, aim}

function aim(row) {
  held.aim?.removeAttribute("data-aimed");
  held.aim = row;
  row?.setAttribute("data-aimed", "");
}

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest?.("[data-ranking] [data-handle]");
  if (!handle || event.button !== 0) return;
  event.preventDefault();
  handle.setPointerCapture(event.pointerId);
  const row = handle.closest("[data-row]");
  row.setAttribute("data-held", "");
  held = { list: row.closest("[data-ranking]"), row, aim: null };
});

document.addEventListener("pointermove", (event) => {
  if (!held) return;
  const under = document.elementsFromPoint(event.clientX, event.clientY).find((each) => each.matches("[data-row]"));
  aim(under && held.list.contains(under) ? under : null);
});

function drop(event) {
  if (!held) return;
  const { list, row, aim: goal } = held;
  const rows = [...list.querySelectorAll("[data-row]")];
  row.removeAttribute("data-held");
  aim(null);
  held = null;
  if (event.type === "pointerup" && goal && goal !== row) place(list, rows.indexOf(row), rows.indexOf(goal));
}
document.addEventListener("pointerup", drop);
document.addEventListener("pointercancel", drop);

document.addEventListener("change", (event) => {
  const list = event.target.closest?.("[data-ranking]");
  if (list && event.isTrusted) settle(list, event.target);
}, true);

for (const list of document.querySelectorAll("[data-ranking]")) {
  list.setAttribute("data-draggable", "");
  remember(list);
}
