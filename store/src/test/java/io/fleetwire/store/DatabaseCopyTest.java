package io.fleetwire.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseCopyTest {
  private static final long BEFORE = 200;

  @TempDir private Path folder;

  private Path data() {
    return folder.resolve("data");
  }

  private static Database open(Path data) {
    return Database.open(DatabaseSettings.server(data), List.of(Notes.SCHEMA));
  }

  @Test
  void holdsAllThatWasDurableAndTakesTheOriginalsPlace() throws Exception {
    Path restored = Files.createDirectory(folder.resolve("restored"));
    Path copy = restored.resolve("fleetwire.db");
    AtomicLong last = new AtomicLong();
    AtomicBoolean enough = new AtomicBoolean();
    try (Database database = open(data())) {
      Thread writer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (!enough.get()) {
                      Notes.add(database, last.get() + 1, "note");
                      last.incrementAndGet();
                    }
                  });
      while (last.get() < BEFORE) {
        Thread.onSpinWait();
      }
      long acknowledged = last.get();
      long bytes = DatabaseCopy.make(data(), copy);
      enough.set(true);
      writer.join();
      assertThat(Files.size(copy)).isEqualTo(bytes);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
          .isEqualTo("rw-------");
      assertThat(restored).isDirectoryContaining(copy::equals);
      try (Database other = open(restored)) {
        List<Long> ids = Notes.ids(other);
        assertThat((long) ids.size()).isBetween(acknowledged, last.get());
        assertThat(ids).isEqualTo(LongStream.rangeClosed(1, ids.size()).boxed().toList());
        Notes.add(other, last.get() + 1, "goes on");
      }
    }
  }

  @Test
  void refusesWhatWouldBeWrong() throws IOException {
    Path copy = folder.resolve("copy.db");
    assertThatThrownBy(() -> DatabaseCopy.make(data(), copy))
        .isInstanceOf(DatabaseRefusedException.class)
        .hasMessageContaining("there is no database in")
        .hasMessageContaining("--data");
    open(data()).close();
    assertThatThrownBy(() -> DatabaseCopy.make(data(), folder.resolve("nowhere/copy.db")))
        .hasMessageContaining("its folder is missing or cannot be written to");
    Files.writeString(copy, "precious");
    assertThatThrownBy(() -> DatabaseCopy.make(data(), copy))
        .hasMessageContaining("is there already and is not overwritten");
    assertThat(copy).hasContent("precious");
  }
}
