package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.portal.Portal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first account of a server, in a browser.
@InBrowser
final class PortalSetUpTrial {
  private final PortalSite site;

  PortalSetUpTrial(PortalSite site) {
    this.site = site;
  }

  @Test
  void whoHasTheLinkMakesTheFirstAccount(@TempDir Path data) {
    try (TrialServer server = TrialServer.start(data);
        Walk walk = site.walk(server.origin())) {
      String link = Portal.setUpPath(server.access().setUp().token().orElseThrow());
      walk.open(link).seesHeading("Set up Fleetwire").lookAt("set-up");
      walk.type("Organization", "Harbour").type("Your email", "nonsense");
      walk.type("Choose a password", "correct horse battery").press("Create");
      walk.sees("name@host").lookAt("set-up-refused");
      walk.type("Your email", "ann@harbour.example");
      walk.type("Choose a password", "correct horse battery").press("Create");
      walk.sees("Welcome to Fleetwire.");
      assertThat(walk.here()).isEqualTo("/portal");
      walk.open(link).seesHeading("There is nothing here");
    }
  }
}
