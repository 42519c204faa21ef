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

  /// A result; `data` writes its value.
  Reply success(int status, String transaction, int size, Consumer<JsonGenerator> data) {
    return envelope(new Words(status, "00000", "SUCCESS"), transaction, size, data);
  }

  /// The same, under a transaction id of its own.
  Reply success(int size, Consumer<JsonGenerator> data) {
    return success(200, ids.nextTransactionId(), size, data);
  }

  private Reply refusal(int status, String code, String message, String detail) {
    return envelope(
        new Words(status, code, message),
        ids.nextTransactionId(),
        256,
        json -> json.writeString(KnoxPayload.wellFormed(detail)));
  }

  private record Words(int status, String code, String message) {}

  private static Reply envelope(
      Words words, String transaction, int size, Consumer<JsonGenerator> data) {
    return Reply.json(
        words.status(),
        KnoxJson.write(
            size + 256,
            json -> {
              json.writeStartObject();
              json.writeStringProperty("transactionId", transaction);
              json.writeStringProperty("code", words.code());
              json.writeStringProperty("message", words.message());
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
