// Rows that are dragged by a handle. `begin(handle)` answers the row that is dragged, or nothing; `over(row, element)`
// the part under the pointer on which it may be dropped, or nothing; `drop(row, goal)` does it.
export function dragging({ begin, over, drop }) {
  let held = null;
  const aim = (goal) => {
    held.goal?.removeAttribute("data-aimed");
    held.goal = goal;
    goal?.setAttribute("data-aimed", "");
  };
  const end = (event) => {
    if (!held) return;
    const { row, goal } = held;
    row.removeAttribute("data-held");
    aim(null);
    held = null;
    if (event.type === "pointerup" && goal && goal !== row) drop(row, goal);
  };
  document.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest?.("[data-handle]");
    const row = handle && event.button === 0 ? begin(handle) : null;
    if (!row) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    row.setAttribute("data-held", "");
    held = { row, goal: null };
  });
  document.addEventListener("pointermove", (event) => {
    if (!held) return;
    if (event.clientY < 48) window.scrollBy(0, -24);
    if (event.clientY > window.innerHeight - 48) window.scrollBy(0, 24);
    aim(document.elementsFromPoint(event.clientX, event.clientY).map((each) => over(held.row, each)).find(Boolean) ?? null);
  });
  document.addEventListener("pointerup", end);
  document.addEventListener("pointercancel", end);
}
