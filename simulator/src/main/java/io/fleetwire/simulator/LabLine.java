package io.fleetwire.simulator;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A host's connection to the lab's server, which is opened again as often as it breaks. Confined
/// to one thread; blocks.
final class LabLine implements AutoCloseable {
  private final LabSurroundings around;
  private Optional<Wire> open = Optional.empty();

  LabLine(LabSurroundings around) {
    this.around = around;
  }

  /// Sends `json` again and again until it is answered otherwise than "not now".
  Reception post(String what, String path, byte[] json) {
    return repeat(what, asked(path, json));
  }

  private Ask asked(String path, byte[] json) {
    URI url = around.plan().access().at(path);
    return Ask.post(url, "application/json", json).with(authorization());
  }

  Reception get(String what, String path) {
    return repeat(what, Ask.get(around.plan().access().at(path), authorization()));
  }

  /// Sends `json` and hangs up before the answer has come.
  void drop(String path, byte[] json) {
    Ask ask = asked(path, json);
    try {
      wire(ask.url()).send(ask);
    } catch (IOException _) {
      // It is said again anyway.
    }
    close();
  }

  private Ask.Field authorization() {
    return new Ask.Field("Authorization", around.plan().access().authorization());
  }

  private Reception repeat(String what, Ask ask) {
    return new Insistence(around.world(), around.patience(), around.plan().network().patience())
        .on(() -> once(what, ask));
  }

  private Reception once(String what, Ask ask) {
    Instant since = now();
    try {
      Wire wire = wire(ask.url());
      wire.send(ask);
      Answer answer = wire.read();
      around.tally().answered(what, Duration.between(since, now()));
      return answer.isGood() ? new Reception.Taken(answer) : new Reception.Refused(answer);
    } catch (IOException e) {
      close();
      return new Reception.Unanswered(String.valueOf(e.getMessage()));
    }
  }

  private Wire wire(URI url) throws IOException {
    if (open.filter(Wire::isUsable).isEmpty()) {
      close();
      Network network = around.network();
      open =
          Optional.of(
              network.open(url, Optional.empty(), network.trust(List.of()), Optional.empty()));
    }
    return open.get();
  }

  private Instant now() {
    return around.world().clock().instant();
  }

  @Override
  public void close() {
    open.ifPresent(Wire::close);
    open = Optional.empty();
  }
}
