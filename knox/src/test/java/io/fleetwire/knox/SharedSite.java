package io.fleetwire.knox;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// One site for all tests of a class, because to open one takes longer than most tests.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SharedSite {
  KnoxSite site;

  @BeforeAll
  final void openSite(@TempDir Path folder) {
    site = KnoxSite.open(folder);
  }

  @AfterAll
  final void closeSite() {
    site.close();
  }
}
