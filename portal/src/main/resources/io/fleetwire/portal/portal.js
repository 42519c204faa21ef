// Comfort for those whose browser runs scripts; every page works without. Behaviour hangs on
// attributes, so that parts which arrive later have it, too:
//   data-dialog="id"     a link that opens a dialog instead of leading to its own page
//   data-close           a button that closes the dialog or the message it is in
//   data-copy="id"       a button that copies the text of an element
//   data-needs-valid     a button that is enabled when its form could be sent
//   data-max="50"        a field of at most so many characters, as people count them
//   data-one-of="name"   a group of boxes of which one at least must be checked
//   data-choice          a row's own control, which a click anywhere in the row moves
//   data-picks="id"      a box that chooses a row; the element holds what is done to those chosen
"use strict";

(() => {
  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-dialog], [data-close], [data-copy]");
    if (!target) {
      return rowOf(event);
    }
    if (target.dataset.dialog) {
      const dialog = document.getElementById(target.dataset.dialog);
      if (dialog && dialog.showModal) {
        event.preventDefault();
        dialog.showModal();
      }
    } else if (target.dataset.copy) {
      copy(target);
    } else {
      const dialog = target.closest("dialog");
      if (dialog) {
        event.preventDefault();
        dialog.close();
      } else {
        target.closest(".toast")?.remove();
      }
    }
  });

  // A click beside a dialog closes it: the dialog is the whole backdrop, its children are not.
  document.addEventListener("mousedown", (event) => {
    if (event.target.tagName === "DIALOG" && event.target.open) {
      event.target.close();
    }
  });

  function rowOf(event) {
    if (event.target.closest("a, button, input, label, select, textarea, summary, [popover]")) {
      return;
    }
    event.target.closest("tr")?.querySelector("a[data-choice]")?.click();
  }

  async function copy(button) {
    const text = document.getElementById(button.dataset.copy).textContent;
    const words = button.querySelector("[data-words]") ?? button;
    const before = words.textContent;
    try {
      await navigator.clipboard.writeText(text);
      words.textContent = "Copied";
    } catch {
      const range = document.createRange();
      range.selectNodeContents(document.getElementById(button.dataset.copy));
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      words.textContent = "Selected: press Ctrl+C";
    }
    setTimeout(() => { words.textContent = before; }, 2000);
  }

  // A button that waits for a form is enabled by it. The server checks everything again.
  function judge(form) {
    form.querySelectorAll("[data-max]").forEach(measure);
    const groups = form.querySelectorAll("[data-one-of]");
    const chosen = [...groups].every((group) => group.querySelector("input:checked"));
    const good = form.checkValidity() && chosen;
    for (const button of form.querySelectorAll("[data-needs-valid]")) {
      button.disabled = !good;
    }
  }

  // Code points: an emoji is one character to whoever types it.
  function measure(field) {
    const max = Number(field.dataset.max);
    const length = [...field.value].length;
    const words = length > max ? `At most ${max} characters, not ${length}.` : "";
    field.setCustomValidity(words);
    let note = document.getElementById(field.id + "-live");
    if (!note && words) {
      note = document.createElement("p");
      note.id = field.id + "-live";
      note.className = "fault";
      note.setAttribute("role", "alert");
      field.after(note);
    }
    if (note) {
      note.textContent = words;
      note.hidden = !words;
    }
  }

  function judgeAll() {
    for (const button of document.querySelectorAll("[data-needs-valid]")) {
      judge(button.form);
    }
  }

  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => {
      const form = event.target.form;
      if (form?.querySelector("[data-needs-valid]")) {
        judge(form);
      }
    });
  }
  document.addEventListener("change", (event) => {
    const deeds = event.target.dataset.picks && document.getElementById(event.target.dataset.picks);
    if (deeds && event.target.checked) {
      deeds.open = true;
    }
  });

  // A list in which rows are chosen does not change under the hand.
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (document.querySelector("[data-picks]:checked")) {
      event.preventDefault();
    }
  });

  // What is refreshed under somebody's hands has the focus again where it was: a new element that
  // says the same as the old one. htmx itself looks for ids alone.
  const TELLING = ["id", "href", "name", "value", "aria-label", "popovertarget", "data-copy"];
  let held = null;

  const isSame = (one, other) => one.tagName === other.tagName
      && TELLING.every((name) => one.getAttribute(name) === other.getAttribute(name));
  const alike = (element) =>
      [...document.querySelectorAll(element.tagName)].filter((other) => isSame(element, other));

  document.addEventListener("htmx:beforeSwap", () => {
    const element = document.activeElement;
    held = element === document.body ? null : {element, place: alike(element).indexOf(element)};
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (held && !held.element.isConnected && document.activeElement === document.body) {
      alike(held.element).at(held.place)?.focus({preventScroll: true});
    }
    held = null;
    judgeAll();
  });
  judgeAll();

  // Where there is no room for all places, the one that is shown is seen.
  document.querySelector(".side [aria-current]")?.scrollIntoView({block: "nearest"});

  // What went wrong is where one looks first.
  document.querySelector("[aria-invalid=true]")?.focus();
})();
