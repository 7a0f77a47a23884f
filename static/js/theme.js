// The light / dark / system switch in the footer; the choice stays in this browser.
const root = document.documentElement;

function keep(choice) {
  try {
    if (choice) localStorage.setItem("theme", choice);
    else localStorage.removeItem("theme");
  } catch {
    // Kept for this page only.
  }
}

for (const group of document.querySelectorAll("[data-theme-switch]")) {
  const buttons = [...group.querySelectorAll("button")];
  const show = () => buttons.forEach((b) => b.setAttribute("aria-pressed", String(b.value === (root.dataset.theme ?? ""))));
  group.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.value) root.dataset.theme = button.value;
    else delete root.dataset.theme;
    keep(button.value);
    show();
  });
  group.hidden = false;
  show();
}
