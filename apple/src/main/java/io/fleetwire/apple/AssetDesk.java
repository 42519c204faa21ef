package io.fleetwire.apple;

import io.fleetwire.apple.Backend.Question;
import io.fleetwire.pki.KnownCertificate;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Serves the files that declarations name (contract 2.6). Nothing in such a request says which
/// device it is from but its certificate, so the backend is asked without a scope. Thread-safe.
final class AssetDesk {
  private static final System.Logger LOG = System.getLogger("io.fleetwire.apple");

  private static final int IDENTIFIER_LENGTH_MAX = 1_024;

  private final DeviceIdentity identity;
  private final Backend backend;
  private final Pins pins;

  AssetDesk(DeviceIdentity identity, Backend backend, Pins pins) {
    this.identity = identity;
    this.backend = backend;
    this.pins = pins;
  }

  Reply answer(Request request) {
    return switch (identity.of(request)) {
      case DeviceIdentity.Proof.Lacking(String reason) -> Reply.text(400, reason + "\n");
      case DeviceIdentity.Proof.Shown(var certificate) -> answer(request, certificate);
    };
  }

  private Reply answer(Request request, KnownCertificate certificate) {
    String identifier = request.pathParameter("identifier");
    if (!pins.isKnown(certificate)) {
      return Reply.text(400, "no device has come with this certificate\n");
    }
    if (identifier.isEmpty() || identifier.length() > IDENTIFIER_LENGTH_MAX) {
      return Reply.empty(404);
    }
    ObjectNode question = AppleJson.object();
    question.put("identityCertificate", certificate.pem());
    question.put("identifier", identifier);
    return answer(
        backend.ask(Question.ASSET, new Backend.Asker("", request.requestId().value()), question));
  }

  private static Reply answer(BackendAnswer answer) {
    if (answer instanceof BackendAnswer.Good(int status, var _, Optional<JsonNode> json)) {
      boolean nothing = status == 204 || (json.isPresent() && json.get().isNull());
      return nothing ? Reply.empty(404) : json.flatMap(AssetDesk::file).orElseGet(AssetDesk::bad);
    }
    LOG.log(System.Logger.Level.WARNING, "no asset: {0}", answer);
    return switch (Effect.of(Effect.Place.ASSET, answer, AppleSettings.UnknownDevice.KEEP)) {
      case Effect.Status(int code) -> Reply.empty(code);
      case Effect.GoOn _, Effect.Unenrol _ -> Reply.empty(502);
    };
  }

  private static Optional<Reply> file(JsonNode asset) {
    JsonNode content = asset.path("content");
    Optional<String> type =
        AppleJson.text(asset, "contentType")
            .filter(text -> text.chars().allMatch(letter -> letter >= ' ' && letter < 0x7f));
    if (!content.isString() || type.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(content.stringValue());
      return Optional.of(Reply.of(200, type.get(), bytes));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// The device reports that it could not download, and tries again.
  private static Reply bad() {
    LOG.log(
        System.Logger.Level.ERROR,
        "the backend must be corrected: an asset has content in base64 and a contentType");
    return Reply.empty(502);
  }
}
