package io.fleetwire.server;

import ch.qos.logback.classic.spi.ILoggingEvent;

/// How a log line is written. Ends with a line feed; safe for many threads.
@FunctionalInterface
interface LogFormat {
  byte[] write(ILoggingEvent event);
}
