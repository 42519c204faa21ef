package io.fleetwire.server;

import io.fleetwire.access.Principal;
import io.fleetwire.web.Request;
import io.fleetwire.web.RequestLog;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// One line per request, and its figures. Thread-safe.
final class RequestLines implements RequestLog {
  /// A path that matched no route may be anything, so it is shortened; others are named by route.
  private static final int PATH_LENGTH_MAX = 120;

  private static final Logger LOG = LoggerFactory.getLogger("io.fleetwire.request");

  private final Metrics metrics;

  RequestLines(Metrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void answered(Entry entry) {
    metrics.answered(entry);
    Request request = entry.request();
    LoggingEventBuilder line =
        LOG.atInfo()
            .addKeyValue("method", request.method())
            .addKeyValue(
                entry.route().isEmpty() ? "path" : "route",
                entry.route().isEmpty() ? shortened(request.path()) : entry.route())
            .addKeyValue("status", entry.reply().status())
            .addKeyValue("bytesIn", request.body().length)
            .addKeyValue("bytesOut", entry.reply().body().length)
            .addKeyValue("ms", millis(entry.took()))
            .addKeyValue("request", request.requestId());
    if (!request.remoteAddress().isEmpty()) {
      line = line.addKeyValue("remote", request.remoteAddress());
    }
    if (request.findPrincipal().isPresent()) {
      Principal caller = request.findPrincipal().get();
      line =
          line.addKeyValue("org", caller.organization().value())
              .addKeyValue("client", caller.client());
    }
    line.log("request");
  }

  @Override
  public void failed(Request request, Throwable cause) {
    metrics.failed();
    LOG.atError()
        .addKeyValue("method", request.method())
        .addKeyValue("path", shortened(request.path()))
        .addKeyValue("request", request.requestId())
        .setCause(cause)
        .log("request failed");
  }

  private static String shortened(String path) {
    return path.length() <= PATH_LENGTH_MAX ? path : path.substring(0, PATH_LENGTH_MAX) + "...";
  }

  private static double millis(Duration took) {
    return took.toNanos() / 1_000_000.0;
  }
}
