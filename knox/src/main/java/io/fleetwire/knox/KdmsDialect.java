package io.fleetwire.knox;

import io.fleetwire.web.Dialect;
import io.fleetwire.web.Problem;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// Answers as the device management service writes them: an envelope `{"transactionId","code",
/// "message","data"}` around results and errors alike, with codes that are words. Thread-safe.
final class KdmsDialect implements Dialect {
  private static final int HEAD_BYTES = 256;

  private final KnoxIds ids;

  KdmsDialect(KnoxIds ids) {
    this.ids = ids;
  }

  @Override
  public Reply write(Problem problem, Request request) {
    KnoxErrorCode family = KnoxErrorCode.of(problem);
    return switch (family) {
      case RESOURCE_INVALID_PARAM ->
          refusal(problem.status(), KdmsErrorCode.INVALID_PARAM, problem.explanation());
      case INTERNAL_SERVER_ERROR ->
          refusal(problem.status(), KdmsErrorCode.INTERNAL_SERVER_ERROR, problem.explanation());
      default -> refusal(problem.status(), family.name(), inWords(family), problem.explanation());
    };
  }

  /// A request that was understood and is refused.
  Reply refusal(int status, KdmsErrorCode code, String detail) {
    return refusal(status, code.name(), code.message(), detail);
  }

  /// A result of about `size` bytes; `data` writes its value.
  Reply success(int status, String transaction, int size, Consumer<JsonGenerator> data) {
    return envelope(new Head(status, transaction, "00000", "SUCCESS"), size, data);
  }

  /// The same, under a transaction id of its own.
  Reply success(int size, Consumer<JsonGenerator> data) {
    return success(200, ids.nextTransactionId(), size, data);
  }

  private Reply refusal(int status, String code, String message, String detail) {
    return envelope(
        new Head(status, ids.nextTransactionId(), code, message),
        detail.length(),
        json -> json.writeString(KnoxPayload.wellFormed(detail)));
  }

  /// What stands around the data.
  private record Head(int status, String transaction, String code, String message) {}

  private static Reply envelope(Head head, int size, Consumer<JsonGenerator> data) {
    return Reply.json(
        head.status(),
        KnoxJson.write(
            size + HEAD_BYTES,
            json -> {
              json.writeStartObject();
              json.writeStringProperty("transactionId", head.transaction());
              json.writeStringProperty("code", head.code());
              json.writeStringProperty("message", head.message());
              json.writeName("data");
              data.accept(json);
              json.writeEndObject();
            }));
  }

  /// `ACCESS_TOKEN_EXPIRED` is "Access token expired".
  private static String inWords(KnoxErrorCode code) {
    String words = code.name().replace('_', ' ');
    return words.charAt(0) + words.substring(1).toLowerCase(Locale.ROOT);
  }
}
