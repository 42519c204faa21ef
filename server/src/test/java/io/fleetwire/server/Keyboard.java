package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What somebody without a mouse has: the Tab key, which leads to everything, and keys that do what
/// a click does. Confined to the walk's thread.
final class Keyboard implements Hand {
  private static final String SCRIPT = read();

  /// More than a form has; of a list with more rows the first are enough.
  private static final int STOPS_MAX = 70;

  /// A control that has stops inside itself, such as a date, takes some presses of its own.
  private static final int PRESSES_MORE = 20;

  /// More tab stops than any page has.
  private static final int TABS_MAX = 150;

  /// More than any list to choose from has.
  private static final int CHOICES_MAX = 40;

  /// A group of radio buttons has the focus wherever in it that is.
  private static final String HAS_FOCUS =
      """
      element => element === document.activeElement
          || element.type === "radio" && element.name === document.activeElement.name
      """;

  private static final String CHOSEN = "list => list.selectedOptions[0].label";

  private final Page page;
  private final Set<String> opened = new HashSet<>();
  private boolean isPastPlaces;

  Keyboard(Page page) {
    this.page = page;
  }

  /// Goes on with the Tab key, or back where it was passed, until the focus is there.
  void goTo(Locator wanted) {
    JSHandle round = page.evaluateHandle(SCRIPT);
    Object way = round.evaluate("(round, wanted) => round.way(wanted)", wanted.elementHandle());
    round.dispose();
    int steps = way instanceof Integer counted ? counted : 0;
    String key = steps < 0 ? "Shift+Tab" : "Tab";
    press(key, Math.min(Math.abs(steps), TABS_MAX));
    for (int i = 0; !isThere(wanted); i++) {
      if (i == TABS_MAX) {
        throw new AssertionError("no way by the Tab key to " + wanted + " on " + page.url());
      }
      page.keyboard().press("Tab");
    }
  }

  private static boolean isThere(Locator wanted) {
    return (boolean) wanted.evaluate(HAS_FOCUS);
  }

  @Override
  public void use(Locator wanted) {
    use(wanted, "Enter");
  }

  /// Goes there and presses a key, and waits as a click does for where it leads.
  void use(Locator wanted, String key) {
    goTo(wanted);
    wanted.press(key);
  }

  @Override
  public void check(Locator box) {
    goTo(box);
    String key = box.getAttribute("type").equals("radio") ? "ArrowDown" : "Space";
    for (int i = 0; i < CHOICES_MAX && !box.isChecked(); i++) {
      page.keyboard().press(key);
    }
  }

  @Override
  public void type(Locator field, String text) {
    goTo(field);
    page.keyboard().press("ControlOrMeta+a");
    if (text.isEmpty()) {
      page.keyboard().press("Delete");
    } else {
      page.keyboard().insertText(text);
    }
  }

  @Override
  public void choose(Locator list, String label) {
    goTo(list);
    for (int i = 0; i < CHOICES_MAX && !list.evaluate(CHOSEN).equals(label); i++) {
      page.keyboard().press("ArrowDown");
    }
    assertThat(list.evaluate(CHOSEN)).isEqualTo(label);
  }

  /// What is wrong with the page as it is now: each thing that one can use is a stop, in the order
  /// of the page, in sight and marked while it has the focus; what opens does so by a key, closes
  /// by Escape and gives the focus back. The column of places is the same on every page: it is gone
  /// through once in a walk.
  List<?> faults() {
    JSHandle round = page.evaluateHandle(SCRIPT);
    int from = isPastPlaces ? Math.max(0, number(round, "round => round.placesEnd()", 0)) : 0;
    int count = Math.min(STOPS_MAX, number(round, "(round, from) => round.begin(from)", from));
    isPastPlaces = true;
    int presses = count;
    for (int spare = PRESSES_MORE; presses > 0 && spare > 0; spare -= presses) {
      press("Tab", presses);
      presses = number(round, "(round, count) => round.missing(count)", count);
    }
    goOn(round, count);
    openAll(round);
    List<?> faults = (List<?>) round.evaluate("(round, count) => round.end(count)", count);
    round.dispose();
    return faults;
  }

  /// Presses once more behind the last stop, or as often as that has stops inside itself.
  private void goOn(JSHandle round, int count) {
    int presses = 0;
    do {
      press("Tab", 1);
    } while (++presses < PRESSES_MORE
        && (boolean) round.evaluate("(round, count) => round.isAtLast(count)", count));
    round.evaluate("(round, count) => round.judgeLast(count)", count);
  }

  /// Opens and closes what was not opened in this walk before.
  private void openAll(JSHandle round) {
    for (Object opener : (List<?>) round.evaluate("round => round.openers()")) {
      String name = (String) round.evaluate("(round, opener) => round.nameOf(opener)", opener);
      if (opened.add(name.replaceAll("[0-9].*", ""))) {
        round.evaluate("(round, opener) => round.focus(opener)", opener);
        page.keyboard().press("Enter");
        round.evaluate("(round, opener) => round.judgeOpen(opener)", opener);
        page.keyboard().press("Escape");
        round.evaluate("(round, opener) => round.judgeClosed(opener)", opener);
      }
    }
  }

  private void press(String key, int times) {
    for (int i = 0; i < times; i++) {
      page.keyboard().press(key);
    }
  }

  private static int number(JSHandle round, String expression, int argument) {
    return (int) round.evaluate(expression, argument);
  }

  private static String read() {
    try (InputStream in = Keyboard.class.getResourceAsStream("/keys/round.js")) {
      if (in == null) {
        throw new AssertionError("the script of a round is not among the tests");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
