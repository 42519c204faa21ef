package io.fleetwire.apple;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Each test has a site of its own, and a backend that it asks.
abstract class OwnSite {
  @TempDir Path folder;
  FakeBackend backend;
  AppleSite site;

  @BeforeEach
  final void openSite() {
    backend = FakeBackend.start();
    site = AppleSite.open(folder, backend);
  }

  @AfterEach
  final void closeSite() {
    site.close();
    backend.close();
  }
}
