package io.fleetwire.portal;

import io.fleetwire.web.JsonBody;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// What became of a form that was said in the words of the API: the reader that judges programs has
/// judged it, too.
sealed interface Heard<T> {

  /// It can be wished for.
  record Good<T>(T wish) implements Heard<T> {}

  /// The same fields, with what is wrong beside them.
  record Faulty<T>(Fields fields) implements Heard<T> {}

  /// Where the API finds a fault: the member, also one of `scope`.
  String POINTER = "^(?:/scope)?/([A-Za-z]+).*";

  /// `names` says which field stands for a member that is called otherwise. What is wrong with
  /// `typed` already stays wrong.
  static <T> Heard<T> of(
      ObjectNode wish, Fields typed, Map<String, String> names, Function<JsonBody, T> reader) {
    JsonBody body = JsonBody.of(wish);
    T heard = reader.apply(body);
    Fields checked = typed;
    try {
      body.check();
    } catch (ProblemException e) {
      if (e.problem() instanceof Problem.Invalid(List<Problem.Fault> faults)) {
        for (Problem.Fault fault : faults) {
          String member = fault.pointer().replaceFirst(POINTER, "$1");
          String field = names.getOrDefault(member, member);
          checked = checked.withFault(field, Texts.sentence(fault.message()) + ".");
        }
      }
    }
    return checked.isGood() ? new Good<>(heard) : new Faulty<>(checked);
  }
}
