// Runs before the first paint, so that a reader who chose light or dark never sees the other one flash by.
try {
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // A browser that keeps nothing still shows its system's choice.
}
