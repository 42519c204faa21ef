package io.fleetwire.knox;

import io.fleetwire.engine.AddressRule;
import io.fleetwire.engine.CallbackUrl;
import io.fleetwire.engine.Payload;
import io.fleetwire.knox.KnoxSettings.ImeiCheck;
import io.fleetwire.testkit.FuzzRun;
import io.fleetwire.web.JsonBody;
import io.fleetwire.web.ProblemException;

/// A payload is refused, or becomes one that stays the same for ever, because receivers parse it
/// and write it again before they verify; a bulk request is refused, or names devices; and a
/// subscription is refused, or can be called.
public final class PayloadFuzz {
  private static final KnoxEventCatalogue CATALOGUE = KnoxEventCatalogue.shipped();

  private PayloadFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    if (KnoxPayload.normalise(input) instanceof KnoxPayload.Answer.Normalised(Payload once)) {
      KnoxPayload.Answer twice = KnoxPayload.normalise(once.bytes());
      if (!twice.equals(new KnoxPayload.Answer.Normalised(once))) {
        throw new IllegalStateException(
            "changes when it is written again: " + FuzzRun.shown(input));
      }
    }
    subscription(input);
    for (BulkOperation.Kind kind : BulkOperation.Kind.values()) {
      try {
        if (BulkRequest.read(JsonBody.parse(input), kind)
            instanceof BulkRequest.Answer.Good(BulkRequest request)) {
          request.identifiers().forEach(PayloadFuzz::look);
        }
      } catch (ProblemException _) {
        // It is no such request.
      }
    }
  }

  private static void subscription(byte[] input) {
    try {
      JsonBody body = JsonBody.parse(input);
      SubscriptionDraft draft =
          SubscriptionDraft.read(
              body,
              CATALOGUE,
              new SubscriptionUrls(KnoxSettings.CallbackUrls.HTTP_TOO, AddressRule.NONE));
      body.check();
      if (!(CallbackUrl.check(draft.url()) instanceof CallbackUrl.Fit) || draft.types().isEmpty()) {
        throw new IllegalStateException("a subscription of nothing, or nowhere: " + draft);
      }
    } catch (ProblemException _) {
      // It is no subscription.
    }
  }

  private static void look(String text) {
    DeviceIdentifier identifier = DeviceIdentifier.of(text);
    if (!DeviceIdentifier.of(identifier.text()).equals(identifier)) {
      throw new IllegalStateException("is another device when it is read again: " + text);
    }
    for (ImeiCheck check : ImeiCheck.values()) {
      identifier.verdict(check);
    }
  }
}
