package io.fleetwire.lab;

import io.fleetwire.access.Role;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// One site for all tests of a class, because to open one takes longer than most tests. Each test
/// has a lab of its own there and hears of nobody else's; time goes on from test to test.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SharedSite {
  LabSite site;
  LabCaller lab;
  private Path home;

  @BeforeAll
  final void open(@TempDir Path folder) {
    home = folder;
    site = LabSite.open(folder);
  }

  @BeforeEach
  final void enter() {
    lab = site.lab();
  }

  @AfterEach
  final void leave() {
    site.forget();
  }

  @AfterAll
  final void close() {
    site.close();
  }

  /// The same house after a restart, and the same owner's way in.
  final void restart() {
    site.close();
    site = LabSite.open(home, site.clock);
    String again = "again." + lab.organization + "@lab.example";
    lab = lab.by(site.personCalled(again, lab.organization, Role.OWNER));
  }
}
