package io.fleetwire.knox;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The tables themselves refuse what the code must never write.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KnoxSchemaTest {
  private static final String SUBSCRIPTION =
      """
      INSERT INTO knox_subscription
        (id, subscription, organization, endpoint, url, created_at, changed_at)
      VALUES (1, '636c1a692d0f427ee1f07470', 1, 1, 'https://a.example', 0, 0)
      """;

  private static final String EVENT =
      """
      INSERT INTO knox_subscription_event (organization, event, subscription, position)
      VALUES (1, 'KDMS_DEVICE_UPLOAD', 1, 0)
      """;

  private static final String OPERATION =
      """
      INSERT INTO kdms_operation
        (id, operation, organization, kind, kai, transaction_name, trace, total, duplicates,
         chunks, chunks_done, succeeded, failed, created_at, served_at, finished_at)
      VALUES (1, '64ff499184509e67e8ac736b', 1, 'upload', 1, 'T1', 't', 2, 0,
         1, %s, 0, 0)
      """;

  private KnoxHouse house;

  @BeforeAll
  void open(@TempDir Path folder) {
    house = KnoxHouse.open(folder);
  }

  @AfterAll
  void close() {
    house.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // An event in two subscriptions of an organization.
        "S; E; INSERT INTO knox_subscription_event VALUES (1, 'KDMS_DEVICE_UPLOAD', 1, 1)",
        // Two keys that sign.
        "C 'current', x'00', NULL; C 'current', x'00', NULL",
        // Two keys that wait.
        "C 'next', x'00', 1; C 'next', x'00', 1",
        // A retired key that was kept, a signing key that is missing, a next one without its day.
        "C 'retired', x'00', NULL",
        "C 'current', NULL, NULL",
        "C 'next', x'00', NULL",
        // An identifier in two organizations.
        "D 1, 'ABCDEF', 1; D 2, 'ABCDEF', 2",
        // An operation that is finished before its last chunk, or not after it, or without results.
        "O 0, 0, 0, 5",
        "O 1, 1, 1, NULL",
        "O 1, 1, 0, 5",
        "O 0, 2, 1, NULL",
        "O 2, 1, 1, 5"
      })
  void whatMustNeverBeIsRefused(String script) {
    assertThatThrownBy(() -> run(script)).isInstanceOf(AssertionError.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "S; E",
        "C 'current', x'00', NULL; C 'next', x'00', 1; C 'retired', NULL, NULL",
        "D 1, 'ABCDEF', 1; D 2, 'BCDEFG', 2",
        "O 0, 0, 0, NULL",
        "O 1, 1, 1, 5"
      })
  void whatMayBeIsNot(String script) {
    assertThatThrownBy(() -> run(script)).isInstanceOf(Undo.class);
  }

  /// Runs statements and takes them back.
  private void run(String script) {
    house.database.write(
        tx -> {
          for (String word : script.split("; ")) {
            tx.update(statement(word));
          }
          throw new Undo();
        });
  }

  private static String statement(String word) {
    String values = word.length() > 2 ? word.substring(2) : "";
    return switch (word.charAt(0)) {
      case 'S' -> SUBSCRIPTION;
      case 'E' -> EVENT;
      case 'C' ->
          """
          INSERT INTO knox_certificate (role, private_key, switch_at, certificate, published_at)
          VALUES (%s, x'00', 0)
          """
              .formatted(values);
      case 'D' ->
          """
          INSERT INTO kdms_device (id, identifier, organization, kai, created_at, changed_at)
          VALUES (%s, 1, 0, 0)
          """
              .formatted(values);
      case 'O' -> operation(values.split(", "));
      default -> word;
    };
  }

  private static String operation(String[] v) {
    return OPERATION.replace("%s, 0, 0", v[0] + ", " + v[1] + ", " + v[2] + ", 0, 0, " + v[3]);
  }

  private static final class Undo extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
