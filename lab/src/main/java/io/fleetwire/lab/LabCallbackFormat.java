package io.fleetwire.lab;

import io.fleetwire.callback.Dresser;
import io.fleetwire.engine.AttemptMoment;
import io.fleetwire.engine.CallbackFormat;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Ready;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Writes the callbacks of status webhooks. Thread-safe.
///
/// The body has the vendor's nine members in the vendor's order and nothing else, because a strict
/// receiver must not notice us. `creationTime` is when this attempt is sent, as the vendor
/// documents it; the webhook is named as it is now. All else is in headers: the house's, and a few
/// that only a device has.
final class LabCallbackFormat implements CallbackFormat {
  static final String NAME = "lab";

  private static final String CONTENT_TYPE = "application/json";

  private final Supplier<WebhookBook> webhooks;
  private final Dresser dresser;

  LabCallbackFormat(Supplier<WebhookBook> webhooks, Dresser dresser) {
    this.webhooks = webhooks;
    this.dresser = dresser;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public OutboundRequest compose(Ready ready, Endpoint endpoint, AttemptMoment moment) {
    long number = Long.parseLong(endpoint.target().reference());
    Webhook webhook =
        webhooks
            .get()
            .find(number)
            .orElseThrow(() -> new NotComposedException("webhook " + number + " was deleted"));
    Event event = ready.event();
    LabEvent facts = LabEvent.read(event.payload());
    byte[] body =
        switch (webhook.options().shape()) {
          case STANDARD -> CallbackBody.of(event, facts, webhook, moment);
          case SLACK -> ChatMessage.slack(event, facts, webhook, moment);
          case TEAMS -> ChatMessage.teams(event, facts, webhook, moment);
        };
    OutboundRequest request =
        new OutboundRequest(webhook.target(), headers(facts), new Payload(CONTENT_TYPE, body));
    return dresser.dress(request, ready, endpoint, moment);
  }

  private static List<Header> headers(LabEvent facts) {
    List<Header> headers = new ArrayList<>();
    headers.add(new Header("Fleetwire-Previous-Status", facts.previous()));
    headers.add(new Header("Fleetwire-Device", Long.toString(facts.device())));
    headers.add(new Header("Fleetwire-Platform", facts.platform()));
    headers.add(new Header("Fleetwire-Host", HeaderText.of(facts.host())));
    if (facts.isTest()) {
      headers.add(new Header("Fleetwire-Test", "true"));
    }
    return headers;
  }
}
