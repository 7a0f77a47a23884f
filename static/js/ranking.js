// A ranking is a list of places with a select each. Here a choice that is given a place leaves the one it had, the two
// changing places; and a line is dragged by its number. The selects alone do the same by keyboard.
import { dragging } from "./dragging.js";

const selects = (list) => [...list.querySelectorAll("select")];
const values = (list) => selects(list).map((select) => select.value);
const had = new WeakMap();
let isMoving = false;

function settle(list, changed) {
  const place = selects(list).indexOf(changed);
  const twin = selects(list).find((select) => select !== changed && select.value && select.value === changed.value);
  if (twin) twin.value = had.get(list)?.[place] ?? "";
  had.set(list, values(list));
}

document.addEventListener("change", (event) => {
  const list = event.target.closest?.("[data-ranking]");
  if (list && !isMoving) settle(list, event.target);
}, true);

dragging({
  begin: (handle) => handle.closest("[data-ranking] [data-row]"),
  over: (row, element) => (element.matches("[data-row]") && element.parentElement === row.parentElement ? element : null),
  drop(row, goal) {
    const list = row.parentElement;
    const rows = [...list.children];
    const order = values(list);
    order.splice(rows.indexOf(goal), 0, ...order.splice(rows.indexOf(row), 1));
    selects(list).forEach((select, place) => (select.value = order[place]));
    had.set(list, order);
    isMoving = true;
    list.querySelector("select").dispatchEvent(new Event("change", { bubbles: true }));
    isMoving = false;
  },
});

for (const list of document.querySelectorAll("[data-ranking]")) {
  list.setAttribute("data-draggable", "");
  had.set(list, values(list));
}
