package io.fleetwire.apple;

import io.fleetwire.web.Dialect;
import io.fleetwire.web.Problem;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;

/// Problems as devices take them: a status, and a line for whoever reads a device's log. A status
/// that would unenrol a device is never among them.
final class AppleDialect implements Dialect {

  @Override
  public Reply write(Problem problem, Request request) {
    int status = problem.status() == 401 ? 400 : problem.status();
    return Reply.text(status, problem.explanation() + "\n");
  }
}
