// After a partial update the keyboard stays where it was: on the element with the same id or name, else on the
// nearest part that can hold it. htmx keeps focus for elements with an id; this covers the rest.
let last = null;

function remember(element) {
  if (!element || element === document.body) return null;
  const form = element.closest("form[action]");
  return {
    id: element.id,
    name: element.getAttribute("name"),
    verb: element.dataset.verb,
    form: form?.getAttribute("action"),
    tag: element.tagName,
  };
}

function find(mark, root) {
  const within = (selector) => root.querySelector(selector) ?? document.querySelector(selector);
  if (mark.id) return document.getElementById(mark.id);
  const quoted = (value) => CSS.escape(value);
  const form = mark.form ? `form[action="${quoted(mark.form)}"] ` : "";
  if (mark.name) return within(`${form}[name="${quoted(mark.name)}"]`);
  if (mark.verb) return within(`[data-verb="${quoted(mark.verb)}"]`);
  if (form && mark.tag === "BUTTON") return within(`${form}button`);
  return null;
}

document.addEventListener("htmx:beforeSwap", () => {
  last = remember(document.activeElement);
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (!last || (document.activeElement && document.activeElement !== document.body)) return;
  const target = event.detail.elt?.isConnected ? event.detail.elt : document;
  const again = find(last, target);
  if (again) {
    again.focus({ preventScroll: true });
    return;
  }
  const place = target === document ? document.getElementById("content") : target;
  if (!place.hasAttribute("tabindex")) place.setAttribute("tabindex", "-1");
  place.focus({ preventScroll: true });
});
