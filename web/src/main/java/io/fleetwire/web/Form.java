package io.fleetwire.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The fields of a form, none of them given twice. Immutable.
public final class Form {
  private final Map<String, String> fields;

  private Form(Map<String, String> fields) {
    this.fields = fields;
  }

  /// Reads a body. Throws a problem when it is not a form, or gives a field twice (RFC 6749,
  /// section 3.2 forbids it, and two readers could take different ones).
  static Form parse(byte[] body) {
    String text = Utf8.decode(body).orElseThrow(Form::unreadable);
    List<Parameter> parameters = UrlEncoded.parse(text).orElseThrow(Form::unreadable);
    Map<String, String> fields = new HashMap<>();
    List<Problem.Fault> faults = new ArrayList<>();
    for (Parameter parameter : parameters) {
      if (fields.put(parameter.name(), parameter.value()) != null) {
        faults.add(new Problem.Fault(parameter.name(), "given more than once"));
      }
    }
    if (!faults.isEmpty()) {
      throw new ProblemException(new Problem.Invalid(faults));
    }
    return new Form(Map.copyOf(fields));
  }

  /// The value of a field; an empty one counts as absent (RFC 6749, section 3.1).
  public Optional<String> find(String name) {
    return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
  }

  /// The names of all fields, for those that are as many as a table has rows.
  public Set<String> names() {
    return fields.keySet();
  }

  private static ProblemException unreadable() {
    return new ProblemException(
        new Problem.MalformedBody(
            "send name=value pairs in UTF-8, percent-encoded and joined by &, at most "
                + UrlEncoded.PARAMETERS_MAX
                + " of them"));
  }
}
