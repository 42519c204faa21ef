package io.fleetwire.simulator;

import io.fleetwire.plist.PlistValue;
import io.fleetwire.plist.PlistValue.Array;
import io.fleetwire.plist.PlistValue.Dictionary;
import io.fleetwire.plist.PlistValue.Whole;
import java.util.Map;

/// How a device answers a command.
sealed interface CommandAnswer {

  /// Done; `more` is what was asked for.
  record Acknowledged(Dictionary more) implements CommandAnswer {
    static final Acknowledged PLAIN = new Acknowledged(Dictionary.EMPTY);

    static Acknowledged with(String key, PlistValue value) {
      return new Acknowledged(Dictionary.EMPTY.with(key, value));
    }
  }

  /// Not done, and it never will be.
  record Failed(long code, String domain, String description) implements CommandAnswer {
    private static final String MANAGEMENT = "MCMDMErrorDomain";

    static Failed unknown(String requestType) {
      return new Failed(12021, MANAGEMENT, "“" + requestType + "” is not a valid request type.");
    }

    static Failed notHere(String requestType) {
      return new Failed(12026, MANAGEMENT, "“" + requestType + "” is not available here.");
    }

    static Failed management(long code, String description) {
      return new Failed(code, MANAGEMENT, description);
    }
  }

  /// The command lacks what it must have.
  record Malformed() implements CommandAnswer {}

  /// Later.
  record NotNow() implements CommandAnswer {}

  default String status() {
    return switch (this) {
      case Acknowledged _ -> "Acknowledged";
      case Failed _ -> "Error";
      case Malformed _ -> "CommandFormatError";
      case NotNow _ -> "NotNow";
    };
  }

  /// `result` with what there is to say.
  default Dictionary fill(Dictionary result) {
    return switch (this) {
      case Acknowledged(Dictionary more) -> {
        Dictionary all = result;
        for (Map.Entry<String, PlistValue> entry : more.entries().entrySet()) {
          all = all.with(entry.getKey(), entry.getValue());
        }
        yield all;
      }
      case Failed(long code, String domain, String description) ->
          result.with("ErrorChain", Array.of(link(code, domain, description)));
      case Malformed _, NotNow _ -> result;
    };
  }

  private static Dictionary link(long code, String domain, String description) {
    return Dictionary.EMPTY
        .with("ErrorCode", Whole.of(code))
        .with("ErrorDomain", domain)
        .with("LocalizedDescription", description)
        .with("USEnglishDescription", description);
  }
}
