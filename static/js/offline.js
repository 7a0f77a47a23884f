// Lets the program be read without a net: what this page is made of is kept from the first visit on, and all pages once
// the reader asks for it.
const base = document.querySelector("link[rel=manifest]")?.getAttribute("href").replace(/[^/]*$/, "");

function resources() {
  const names = performance.getEntriesByType("resource").map((entry) => new URL(entry.name));
  const own = names.filter((name) => name.origin === location.origin && /^\/(static|society)\//.test(name.pathname));
  return [...own.map((name) => name.pathname + name.search), location.pathname + location.search];
}

function offer(worker) {
  const part = document.querySelector("[data-offline]");
  if (!part) return;
  const button = part.querySelector("button");
  const told = part.querySelector("[role=status]");
  part.hidden = false;
  button.addEventListener("click", () => {
    button.disabled = true;
    worker.postMessage({ whole: true });
  });
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    told.textContent = data.done === data.of ? "Every page is kept on this device." : `${data.done} of ${data.of} pages are kept.`;
  });
}

async function begin() {
  await navigator.serviceWorker.register(`${base}offline-worker.js`, { scope: base });
  const { active } = await navigator.serviceWorker.ready;
  await document.fonts.ready;
  active.postMessage({ resources: resources() });
  offer(active);
}

if (base && "serviceWorker" in navigator) {
  begin().catch(() => {
    // A browser that keeps nothing reads the program online.
  });
}
