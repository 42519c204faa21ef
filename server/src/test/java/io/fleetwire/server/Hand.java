package io.fleetwire.server;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.SelectOption;

/// What somebody uses a page with.
sealed interface Hand permits Hand.Mouse, Keyboard {

  /// Follows a link, presses a button, opens what can be opened.
  void use(Locator wanted);

  /// Switches a box on, or chooses one of several.
  void check(Locator box);

  /// Types in the place of what is there.
  void type(Locator field, String text);

  /// Chooses in a list by what it says.
  void choose(Locator list, String label);

  /// The pointer, which is wherever one wants it.
  final class Mouse implements Hand {
    @Override
    public void use(Locator wanted) {
      wanted.click();
    }

    @Override
    public void check(Locator box) {
      box.check();
    }

    @Override
    public void type(Locator field, String text) {
      field.fill(text);
    }

    @Override
    public void choose(Locator list, String label) {
      list.selectOption(new SelectOption().setLabel(label));
    }
  }
}
