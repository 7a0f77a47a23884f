// A file in the editor goes by itself once it is chosen: this says how far it is, and what came in between.
const TOO_LARGE = (most) => `The file is larger than ${most / 1_000_000} MB. Save it smaller and choose it again.`;
const LOST = "The file did not arrive. Choose it again; what you wrote is kept.";
const SIGNED_OUT = "Not sent: you are signed out. Sign in in another window, then choose the file again.";
const part = (event) => (event.target.matches?.(".file-answer") ? event.target : null);

function say(box, text, percent = null) {
  const bar = box.querySelector("progress");
  bar.hidden = percent === null;
  if (percent !== null) bar.value = percent;
  const line = box.querySelector("[data-told]");
  if (line.textContent !== text) line.textContent = text;
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const box = part(event);
  if (!box) return;
  const input = box.querySelector("input[type=file]");
  const file = input.files[0];
  if (file && file.size <= Number(input.dataset.most)) {
    say(box, `Sending ${file.name}…`, 0);
    return;
  }
  event.preventDefault();
  say(box, file ? TOO_LARGE(Number(input.dataset.most)) : "");
  input.value = "";
});

document.addEventListener("htmx:xhr:progress", (event) => {
  const box = part(event);
  if (!box || !event.detail.lengthComputable) return;
  const percent = Math.round((100 * event.detail.loaded) / event.detail.total);
  say(box, percent < 100 ? `${percent} % sent` : "Sent. It is being looked at…", percent);
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const box = part(event);
  if (!box) return;
  const { xhr, pathInfo } = event.detail;
  const led = xhr.responseURL && new URL(xhr.responseURL).pathname !== new URL(pathInfo.requestPath, location.href).pathname;
  if (led) {
    event.detail.shouldSwap = false;
    say(box, SIGNED_OUT);
  } else if (xhr.status === 422) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

// The field that was chosen from is a new one now; who writes elsewhere by this time goes on writing there.
document.addEventListener("htmx:afterSwap", (event) => {
  const id = event.detail.target?.id ?? "";
  if (!id.startsWith("file-") || document.activeElement !== document.body) return;
  document.getElementById(id)?.querySelector("input[type=file]")?.focus();
});

for (const kind of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(kind, (event) => {
    const box = part(event);
    if (box) say(box, LOST);
  });
}
