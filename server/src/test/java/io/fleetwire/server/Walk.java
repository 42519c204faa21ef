package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One person at one browser, walking through the portal click by click or key by key. What a page
/// must never do is noticed on every step: ask another site, break its content security policy, or
/// fail in a script. Confined to one thread.
final class Walk implements AutoCloseable {
  /// In milliseconds: longer than any page takes on a busy machine.
  private static final double PATIENCE = 30_000;

  /// WCAG 2.2 AA, and what its authors call good practice.
  private static final String AXE_RUN =
      """
      async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa',
          'wcag22aa', 'best-practice']})).violations.flatMap(v => v.nodes.map(
          n => v.id + ': ' + v.help + ': ' + n.html + ': ' + n.failureSummary))
      """;

  /// Pictures are for people who ask for them: taking them costs a fifth of a trial.
  private static final boolean PICTURES = Boolean.getBoolean("fleetwire.trial.pictures");

  /// A4 between its margins, in pixels of CSS.
  private static final int PAPER_WIDTH = 680;

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final BrowserContext context;
  private final URI origin;
  private final Page page;
  private final Keyboard keyboard;
  private final List<String> faults = new ArrayList<>();
  private Hand hand = new Hand.Mouse();

  /// Each way of looking at a page.
  private enum Look {
    LIGHT_WIDE(ColorScheme.LIGHT, 1280, 900),
    DARK_WIDE(ColorScheme.DARK, 1280, 900),
    LIGHT_NARROW(ColorScheme.LIGHT, 390, 844),
    DARK_NARROW(ColorScheme.DARK, 390, 844);

    private final ColorScheme scheme;
    private final int width;
    private final int height;

    Look(ColorScheme scheme, int width, int height) {
      this.scheme = scheme;
      this.width = width;
      this.height = height;
    }
  }

  Walk(BrowserContext context, URI origin) {
    this.context = context;
    this.origin = origin;
    context.setDefaultTimeout(PATIENCE);
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    this.page = context.newPage();
    this.keyboard = new Keyboard(page);
    page.setViewportSize(Look.LIGHT_WIDE.width, Look.LIGHT_WIDE.height);
    page.onPageError(error -> faults.add("a script failed: " + error));
    page.onConsoleMessage(
        message -> {
          // A refused form and a page that is not there are told by their status, too.
          boolean status = message.text().startsWith("Failed to load resource");
          if (message.type().equals("error") && !status) {
            faults.add("the console says: " + message.text());
          }
        });
    page.onRequest(
        request -> {
          if (!request.url().startsWith(origin.toString())) {
            faults.add("another site was asked: " + request.url());
          }
        });
  }

  Page page() {
    return page;
  }

  /// Goes to a path of the portal.
  Walk open(String path) {
    page.navigate(origin + path);
    return this;
  }

  /// Where the browser is: path and query.
  String here() {
    return page.url().substring(origin.toString().length());
  }

  /// Returns when a click has led to where path and query begin so.
  Walk comesTo(String begin) {
    page.waitForURL(url -> url.startsWith(origin + begin));
    return this;
  }

  /// From here on nothing is clicked: what follows is done with the keyboard alone.
  Walk withoutMouse() {
    hand = keyboard;
    return this;
  }

  Walk click(String link) {
    return use(link(link));
  }

  Walk press(String button) {
    return use(button(button).first());
  }

  /// Presses a button of the dialog that is open.
  Walk pressInDialog(String button) {
    return use(inDialog(button));
  }

  /// A click, or what a key does in its place.
  Walk use(Locator wanted) {
    hand.use(wanted);
    return this;
  }

  Locator link(String name) {
    return page.getByRole(AriaRole.LINK, named(name)).first();
  }

  /// A button of the dialog that is open.
  Locator inDialog(String button) {
    return page.locator("dialog[open]")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true));
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /// A box whose label begins so.
  Locator box(String label) {
    return page.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName(label)).first();
  }

  Walk check(String label) {
    return check(box(label));
  }

  Walk check(Locator box) {
    hand.check(box);
    return this;
  }

  /// Chooses one of several, or something by a label that is no box's alone.
  Walk pick(String label) {
    return check(page.getByLabel(label));
  }

  /// Chooses in a list.
  Walk choose(String list, String label) {
    hand.choose(page.getByLabel(list), label);
    return this;
  }

  /// Opens the menu of who is signed in.
  Walk openProfile() {
    return use(profile());
  }

  Locator profile() {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Profile"));
  }

  private Locator field(String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  Walk type(String label, String text) {
    hand.type(field(label), text);
    return this;
  }

  Walk sees(String text) {
    page.getByText(text).filter(new Locator.FilterOptions().setVisible(true)).first().waitFor();
    return this;
  }

  Walk seesNot(String text) {
    assertThat(page.getByText(text).count()).as("%s on %s", text, here()).isZero();
    return this;
  }

  /// A heading of the page itself: the navigation beside it has headings, too.
  Walk seesHeading(String text) {
    page.locator("main")
        .getByRole(AriaRole.HEADING, new Locator.GetByRoleOptions().setName(text).setExact(true))
        .waitFor();
    return this;
  }

  /// Goes there as somebody without a mouse does, and presses the key.
  Walk byKey(Locator wanted, String key) {
    keyboard.use(wanted, key);
    return this;
  }

  /// Types into the field that has the focus by itself, once it has.
  Walk typeAtOnce(String label, String text) {
    PlaywrightAssertions.assertThat(field(label)).isFocused();
    page.keyboard().type(text);
    return this;
  }

  /// Goes there by the Tab key, and types.
  Walk typeByKey(String label, String text) {
    keyboard.type(field(label), text);
    return this;
  }

  /// Looks at the page once in light and once in dark, and so once wide and once narrow: no rule of
  /// accessibility is broken, nothing sticks out at the side, and a keyboard is enough. Which width
  /// goes with light differs from page to page, so that what all pages have is seen in all four
  /// ways.
  Walk lookAt(String name) {
    if (PICTURES) {
      takePictures(name);
    }
    boolean lightIsWide = (name.hashCode() & 1) == 0;
    lookAt(name, lightIsWide ? Look.LIGHT_WIDE : Look.LIGHT_NARROW);
    lookAt(name, lightIsWide ? Look.DARK_NARROW : Look.DARK_WIDE);
    assertThat(keyboard.faults()).as("%s by keyboard alone", name).isEmpty();
    take(Look.LIGHT_WIDE);
    return this;
  }

  /// From here on the page is as wide as a sheet of paper, and looks as it is printed for somebody
  /// who works in the dark.
  Walk onPaper() {
    page.setViewportSize(PAPER_WIDTH, Look.LIGHT_WIDE.height);
    page.emulateMedia(
        new Page.EmulateMediaOptions().setMedia(Media.PRINT).setColorScheme(ColorScheme.DARK));
    page.evaluate("document.documentElement.dataset.theme = 'dark'");
    return this;
  }

  private void lookAt(String name, Look look) {
    take(look);
    assertThat(violations()).as(label(name, look)).isEmpty();
    assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
        .as("%s sticks out at the side", label(name, look))
        .isLessThanOrEqualTo(look.width);
  }

  private void takePictures(String name) {
    for (Look look : Look.values()) {
      take(look);
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(SCREENSHOTS.resolve(label(name, look) + ".png"))
              .setFullPage(true)
              .setAnimations(ScreenshotAnimations.DISABLED));
    }
  }

  private void take(Look look) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(look.scheme));
    page.setViewportSize(look.width, look.height);
  }

  private static String label(String name, Look look) {
    return name + "-" + look.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private List<?> violations() {
    if (!(boolean) page.evaluate("typeof axe === 'object'")) {
      page.evaluate(Axe.SCRIPT);
    }
    return (List<?>) page.evaluate(AXE_RUN);
  }

  /// The accessibility rules, read once from their jar.
  private static final class Axe {
    static final String SCRIPT = read();

    private static String read() {
      try (InputStream in = Walk.class.getResourceAsStream("/axe.min.js")) {
        if (in == null) {
          throw new AssertionError("axe is not among the test libraries");
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  /// Ends the walk, and fails it when a page did what no page may.
  @Override
  public void close() {
    context.close();
    assertThat(faults).isEmpty();
  }
}
