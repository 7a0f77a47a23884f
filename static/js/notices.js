// A notice at the head of the page's content, like templates/components/notice.html, with buttons.
export function button(words, act) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "btn btn-sm";
  element.textContent = words;
  element.addEventListener("click", act);
  return element;
}

// buttons: pairs of words and what they do; before: the element it stands in, at its head. Returns the box.
export function notice(kind, sentence, buttons, before = document.querySelector(".content")) {
  const box = document.createElement("div");
  box.className = "notice";
  box.dataset.kind = kind;
  box.setAttribute("role", "status");
  const icon = document.createElement("span");
  icon.className = "icon";
  const body = document.createElement("div");
  body.className = "notice-body";
  const words = document.createElement("p");
  words.textContent = sentence;
  body.append(words);
  if (buttons.length) {
    const offers = document.createElement("p");
    offers.className = "offers";
    offers.append(...buttons.map(([label, act]) => button(label, act)));
    body.append(offers);
  }
  box.append(icon, body);
  before.prepend(box);
  return box;
}
