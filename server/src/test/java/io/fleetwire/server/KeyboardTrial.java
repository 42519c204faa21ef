package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Going through a page with the Tab key finds what is wrong there, and nothing where all is well.
@InBrowser
final class KeyboardTrial {
  private static final String WELL =
      """
      <p><a href="#here">A link</a> <button>A button</button> <button disabled>Not now</button></p>
      <p><label><input type="checkbox"> A box</label> <input type="datetime-local">
      <input type="radio" name="one"><input type="radio" name="one" checked></p>
      <details><summary>More</summary><a href="#there">In it</a></details>
      <div hx-get="/news" hx-trigger="every 5s">News</div>
      <button popovertarget="menu">Menu</button>
      <div id="menu" popover><a href="#place">Place</a></div>
      """;

  private static final String STUCK =
      "<input onkeydown='if (event.key === \"Tab\") event.preventDefault()'>";

  private final PortalSite site;

  KeyboardTrial(PortalSite site) {
    this.site = site;
  }

  @Test
  void eachFaultIsFound() {
    try (Walk walk = site.walk()) {
      assertThat(faults(walk, WELL)).isEmpty();
      finds(walk, "<button tabindex='-1'>A</button>", "cannot be reached");
      finds(walk, "<button tabindex='2'>A</button>", "has a place of its own in the order");
      finds(walk, "<div style='cursor: pointer'>A</div>", "is for a mouse alone");
      finds(walk, "<div hx-post='/a'>A</div>", "does something for a mouse alone");
      finds(
          walk, "<button style='outline: none'>A</button>", "does not show that it has the focus");
      finds(
          walk,
          "<button>A</button><div style='position: fixed; inset: 0'></div>",
          "is out of sight when it has the focus");
      finds(walk, STUCK + "<a href='#b'>B</a>", "is not where the Tab key comes to next");
      finds(
          walk,
          "<a href='#a'>A</a><a href='#b' onfocus='document.body.lastElementChild.focus()'>B</a><a"
              + " href='#c'>C</a>",
          "is not where the Tab key comes to next");
      finds(walk, "<button>A</button>" + STUCK, "does not let the focus go on");
      finds(
          walk,
          "<button>A</button>".repeat(69) + STUCK + "<button>B</button>",
          "does not let the focus go on");
      finds(walk, "<a href='#q' data-dialog='q'>A</a><dialog id='q'></dialog>", "does not open");
      finds(
          walk,
          "<a href='#q' data-dialog='q' onclick='q.showModal()'>A</a><dialog id='q' "
              + "oncancel='event.preventDefault()'><button>B</button></dialog>",
          "does not close by Escape");
      finds(
          walk,
          "<a href='#q' data-dialog='q' onclick='q.showModal(); this.hidden = true'>A</a>"
              + "<dialog id='q'><button>B</button></dialog>",
          "does not get the focus back");
    }
  }

  private static void finds(Walk walk, String html, String fault) {
    assertThat(faults(walk, html)).as(html).anyMatch(it -> it.startsWith(fault));
  }

  private static List<String> faults(Walk walk, String html) {
    Page page = walk.page();
    page.setContent("<style>:focus-visible { outline: 2px solid }</style>" + html);
    return new Keyboard(page).faults().stream().map(String::valueOf).toList();
  }
}
