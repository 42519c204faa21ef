package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LogSetupTest {
  private final LoggerContext context = new LoggerContext();

  @AfterEach
  void stop() {
    context.stop();
  }

  /// `fleetwire listen` on a taken port says what to do, and not also where Helidon was.
  @Test
  void aCommandWarnsButLeavesAFailedStartToItsOwnWords() {
    new LogSetup().configure(context);
    Logger helidon = context.getLogger("io.helidon.webserver.LoomServer");
    assertThat(helidon.isErrorEnabled()).isFalse();
    assertThat(context.getLogger("io.fleetwire.egress").isWarnEnabled()).isTrue();
    assertThat(context.getLogger("io.fleetwire.egress").isInfoEnabled()).isFalse();
  }
}
