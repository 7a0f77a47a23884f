// The questions of a call are dragged to their place, within a section or into another; the form that moves them is
// the one of the buttons, so the server answers with the page, the moved line and the way back.
import { dragging } from "./dragging.js";

const form = document.getElementById("place");

function over(row, element) {
  if (element.matches("[data-prompt]") && !row.contains(element)) return element;
  return element.matches(".arrange > h2") ? element : null;
}

dragging({
  begin: (handle) => handle.closest("[data-prompt]"),
  over,
  drop(row, goal) {
    const section = goal.closest("[data-section]");
    const rows = [...section.querySelectorAll("[data-prompt]")];
    const spot = rows.indexOf(goal);
    // Dropped on a line below it, it comes after that line; on one above it, or in another section, before it.
    const isBelow = spot > rows.indexOf(row) && rows.includes(row);
    const before = goal.matches("h2") ? rows[0] : isBelow ? rows[spot + 1] : goal;
    form.action = row.dataset.move;
    form.elements.section.value = section.dataset.section;
    form.elements.before.value = before?.dataset.prompt ?? "";
    form.submit();
  },
});

for (const handle of document.querySelectorAll(".arrange [data-handle]")) handle.hidden = false;
