package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever watches a server by a figure that the documents name finds it, before anything has
/// happened: what comes with its first event is not seen to grow.
final class DocumentedFiguresTest {
  private static final Pattern FIGURE =
      Pattern.compile("`(fleetwire_[a-z_]+)(?:\\{([a-z]+)=~?\"([^\"]*)\"})?`");

  /// Their labels are what happens.
  private static final Set<String> LATER =
      Set.of(
          "fleetwire_events_accepted_total",
          "fleetwire_attempts_total",
          "fleetwire_pump_stumbles_total",
          "fleetwire_http_requests_seconds");

  @Test
  void everyFigureThatTheDocumentsNameIsThere(@TempDir Path data) throws IOException {
    List<String> told;
    try (Running running = Running.start(data)) {
      told = running.client().get("/metrics").text().lines().toList();
    }
    Path docs = SourceTree.read().root().resolve("docs");
    for (String page : List.of("operations.md", "nodes.md", "reference/bins.md")) {
      List<MatchResult> named =
          FIGURE.matcher(Files.readString(docs.resolve(page))).results().toList();
      assertThat(named).as(page).isNotEmpty();
      for (MatchResult figure : named) {
        if (!LATER.contains(figure.group(1))) {
          assertThat(told)
              .as("%s in %s", figure.group(), page)
              .anyMatch(line(figure).asPredicate());
        }
      }
    }
  }

  private static Pattern line(MatchResult figure) {
    String label = figure.group(2) == null ? "" : figure.group(2) + "=\"" + figure.group(3) + "\"";
    return Pattern.compile("^" + figure.group(1) + "(_bucket)?[{ ].*" + label);
  }
}
