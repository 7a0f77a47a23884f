// The proposal editor: counts words while they are typed, and lets the answer to a clash (status 409) into the page.
const count = (text) => text.trim().split(/\s+/u).filter(Boolean).length;

function tell(line) {
  const words = count(document.getElementById(line.dataset.count)?.value ?? "");
  const limit = Number(line.dataset.limit ?? 0);
  line.textContent = `${words}${limit ? ` of ${limit}` : ""} words`;
  line.toggleAttribute("data-over", limit > 0 && words > limit);
}

document.addEventListener("input", (event) => {
  const line = document.querySelector(`[data-count="${CSS.escape(event.target.id || "-")}"]`);
  if (line) tell(line);
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 409) event.detail.shouldSwap = true;
});

document.querySelectorAll("[data-count]").forEach(tell);
