package io.fleetwire.callback;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Each test has a house of its own.
abstract class OwnHouse {
  @TempDir Path folder;
  House house;

  @BeforeEach
  final void openHouse() {
    house = House.open(folder);
  }

  @AfterEach
  final void closeHouse() {
    house.close();
  }
}
