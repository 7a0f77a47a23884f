// Parts of a form with data-when (the name of a field) are shown while that field holds one of data-values, or
// anything where none is named. A field that is not shown itself decides nothing. The server shows the same.
const typed = (form, name) =>
  [...form.elements]
    .filter((field) => (field.name === name || field.name.startsWith(`${name}.`)) && !field.closest("[hidden]"))
    .filter((field) => (field.type !== "checkbox" && field.type !== "radio") || field.checked)
    .map((field) => field.value.trim())
    .filter(Boolean);

function isMet(part) {
  const form = part.closest("form");
  const answers = typed(form, part.dataset.when);
  const values = JSON.parse(part.dataset.values || "[]");
  return values.length ? answers.some((answer) => values.includes(answer)) : answers.length > 0;
}

function show(form) {
  const parts = [...form.querySelectorAll("[data-when]")];
  const sections = form.querySelectorAll("[data-prompts]");
  // Each round settles what hangs on parts settled before; there are no circles, so as many rounds as parts do.
  for (let round = 0, moved = true; moved && round <= parts.length; round += 1) {
    moved = false;
    for (const section of sections) section.hidden = false;
    for (const part of parts) {
      const hidden = !isMet(part);
      moved ||= part.hidden !== hidden;
      part.hidden = hidden;
    }
  }
  for (const section of sections) section.hidden = [...section.querySelectorAll(".prompt")].every((each) => each.hidden);
}

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, (event) => {
    const form = event.target.form;
    if (form?.querySelector("[data-when]")) show(form);
  });
}
for (const form of document.querySelectorAll("form:has([data-when])")) show(form);
