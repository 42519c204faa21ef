package io.fleetwire.access;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Each test has a world of its own.
abstract class OwnWorld {
  @TempDir Path folder;
  World world;

  @BeforeEach
  final void openWorld() {
    world = new World(folder);
  }

  @AfterEach
  final void closeWorld() {
    world.close();
  }
}
