// One round through a page with the Tab key: what must be a stop, and what each stop looks like
// while it has the focus. The class Keyboard presses the keys.
() => {
  const USED = "a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, "
      + "[role=button], [role=link], [tabindex], [contenteditable]";
  // In pixels.
  const TALL = 200;

  const modal = [...document.querySelectorAll("dialog[open]")].at(-1);
  const root = modal ?? document.body;
  const before = document.activeElement;
  const faults = [];

  const words = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 160);
  const isThere = (element) => element.checkVisibility({visibilityProperty: true})
      && element.getClientRects().length > 0;
  const isNatural = (element) => element.matches("input, select, textarea, form");
  const isAsked = (element) => {
    const trigger = element.getAttribute("hx-trigger");
    return trigger === null ? !isNatural(element) : /\b(click|mouse)/.test(trigger);
  };
  const all = [...root.querySelectorAll("*")].filter(isThere);

  // A group of radio buttons is one stop: the chosen one, or the first.
  function isStopOfGroup(element) {
    if (element.type !== "radio") {
      return true;
    }
    const group = all.filter((other) => other.type === "radio"
        && other.name === element.name && other.form === element.form);
    return element === (group.find((other) => other.checked) ?? group[0]);
  }

  function isStop(element) {
    return element.matches(USED) && !element.matches(":disabled") && element.tabIndex >= 0
        && isStopOfGroup(element);
  }

  const stops = all.filter(isStop);
  const seen = [];

  function isHit(element, x, y) {
    const hit = document.elementFromPoint(x, y);
    return hit !== null && (element.contains(hit) || hit.closest("label")?.control === element);
  }

  // All of it that one needs to see: its middle, or of something tall any part.
  function isInSight(element) {
    return [...element.getClientRects()].some((box) =>
        (box.height > TALL ? [0.02, 0.25, 0.5, 0.75, 0.98] : [0.5]).some((part) =>
            isHit(element, box.left + box.width / 2, box.top + box.height * part)));
  }

  function look(element) {
    const style = getComputedStyle(element);
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 1.5) {
      faults.push("does not show that it has the focus: " + words(element));
    }
    // what is open by itself covers what is behind it
    if (!isInSight(element) && !document.querySelector(":popover-open")) {
      faults.push("is out of sight when it has the focus: " + words(element));
    }
  }

  function stay(event) {
    event.preventDefault();
  }

  function note(event) {
    const element = document.activeElement;
    if (event.key === "Tab" && stops.includes(element) && seen.at(-1) !== element) {
      seen.push(element);
      look(element);
    }
  }

  function judge() {
    for (const element of all) {
      if (element.tabIndex > 0) {
        faults.push("has a place of its own in the order: " + words(element));
      }
      if (element.tabIndex < 0 && element.matches(USED) && !element.matches("[tabindex='-1']:is(main, section)")) {
        faults.push("cannot be reached: " + words(element));
      }
      const used = element.closest(USED + ", :disabled") ?? element.closest("label")?.control;
      if (!used && getComputedStyle(element).cursor === "pointer") {
        faults.push("is for a mouse alone: " + words(element));
      }
      if ((element.matches("[onclick]") || (element.matches("[hx-get], [hx-post]") && isAsked(element)))
          && !element.matches(USED)) {
        faults.push("does something for a mouse alone: " + words(element));
      }
    }
    const skip = document.querySelector(".skip");
    if (skip && document.querySelector(skip.getAttribute("href"))?.getAttribute("tabindex") !== "-1") {
      faults.push("the link that skips the places leads nowhere: " + words(skip));
    }
  }

  return {
    // How many stops it is from where the focus is to there, backwards if less than none; null if
    // no key leads there.
    way(wanted) {
      const stop = wanted.type === "radio"
          ? stops.find((other) => other.name === wanted.name && other.form === wanted.form) : wanted;
      return stops.includes(stop) ? stops.indexOf(stop) - stops.indexOf(document.activeElement) : null;
    },
    // Nothing is refreshed from now on: what is there stays what it is. Says how many stops there are.
    begin(from) {
      document.addEventListener("htmx:beforeRequest", stay, true);
      document.addEventListener("htmx:beforeSwap", stay, true);
      document.addEventListener("keyup", note, true);
      judge();
      this.from = Math.min(from, stops.length);
      if (this.from > 0) {
        stops[this.from - 1].focus();
      } else if (modal) {
        stops.at(-1).focus();
      } else {
        document.body.tabIndex = -1;
        document.body.focus();
        document.body.removeAttribute("tabindex");
      }
      return stops.length - this.from;
    },
    placesEnd() {
      return stops.findIndex((stop) => stop.closest(".room"));
    },
    missing(count) {
      return Math.max(0, count - seen.length);
    },
    // Whether the focus is on the last of these stops still.
    isAtLast(count) {
      return count > 0 && document.activeElement === stops[this.from + count - 1];
    },
    // Behind the last stop it has gone on: out of the page or to its beginning, or to the next stop
    // where there are too many of them.
    judgeLast(count) {
      const last = stops[this.from + count - 1];
      const now = stops.indexOf(document.activeElement);
      const next = (this.from + count) % stops.length;
      if (stops.length > 1 && seen[count - 1] === last && now !== -1 && now !== next) {
        faults.push("does not let the focus go on: " + words(last));
      }
    },
    // What can be opened from here, unless something is.
    openers() {
      if (modal || document.querySelector(":popover-open")) {
        return [];
      }
      return stops.filter((stop) => stop.matches("[data-dialog], [popovertarget]"))
          .map((stop) => stops.indexOf(stop));
    },
    nameOf(opener) {
      return stops[opener].dataset.dialog ?? stops[opener].getAttribute("popovertarget");
    },
    focus(opener) {
      stops[opener].focus();
    },
    judgeOpen(opener) {
      const opened = document.getElementById(this.nameOf(opener));
      if (!opened.matches(":popover-open, dialog:modal")) {
        faults.push("does not open by a key: " + words(stops[opener]));
      } else if (opened.matches("dialog") && !opened.contains(document.activeElement)) {
        faults.push("the focus does not go into what opens: " + words(stops[opener]));
      }
    },
    judgeClosed(opener) {
      if (document.querySelector(":popover-open, dialog[open]")) {
        faults.push("does not close by Escape: " + words(stops[opener]));
      }
      if (document.activeElement !== stops[opener]) {
        faults.push("does not get the focus back: " + words(stops[opener]));
      }
    },
    end(count) {
      document.removeEventListener("htmx:beforeRequest", stay, true);
      document.removeEventListener("htmx:beforeSwap", stay, true);
      document.removeEventListener("keyup", note, true);
      stops.slice(this.from, this.from + count).some((stop, i) => {
        if (seen[i] === stop) {
          return false;
        }
        faults.push("is not where the Tab key comes to next: " + words(stop)
            + (seen[i] ? ", but " + words(seen[i]) : ""));
        return true;
      });
      if (before !== document.body) {
        before.focus();
      } else {
        document.activeElement.blur();
      }
      scrollTo(0, 0);
      return faults;
    },
  };
}
