package io.fleetwire.portal;

import io.fleetwire.web.Form;
import io.fleetwire.web.Problem;
import io.fleetwire.web.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The fields of a form as they were typed, and what is wrong with them, each beside its field.
/// Immutable: nothing typed is lost while a form comes back.
record Fields(Map<String, String> values, Map<String, String> faults) {
  Fields {
    values = Map.copyOf(values);
    faults = Map.copyOf(faults);
  }

  static final Fields EMPTY = new Fields(Map.of(), Map.of());

  /// What is in these fields of `form`; an absent one is empty, as a switch that is off.
  static Fields read(Form form, List<String> names) {
    Map<String, String> values = new HashMap<>();
    names.forEach(name -> values.put(name, form.find(name).orElse("")));
    return new Fields(values, Map.of());
  }

  /// A form that is filled in already.
  static Fields of(Map<String, String> values) {
    return new Fields(values, Map.of());
  }

  /// The same form, and in field `name` what the query of a request has for it: links may fill it.
  Fields asked(Request request, String name) {
    Map<String, String> more = new HashMap<>(values);
    request.query(name).ifPresent(value -> more.put(name, value));
    return new Fields(more, faults);
  }

  String value(String name) {
    return values.getOrDefault(name, "");
  }

  /// Whether a switch or box is on.
  boolean isOn(String name) {
    return !value(name).isEmpty();
  }

  /// What is wrong with a field, or empty.
  String fault(String name) {
    return faults.getOrDefault(name, "");
  }

  boolean isGood() {
    return faults.isEmpty();
  }

  /// The same form, and `message` beside a field unless something stands there.
  Fields withFault(String name, String message) {
    Map<String, String> more = new HashMap<>(faults);
    more.putIfAbsent(name, message);
    return new Fields(values, more);
  }

  /// The same form with what a slice says is wrong, by its own names of fields.
  Fields withFaults(List<Problem.Fault> found, Map<String, String> fieldByPointer) {
    Fields all = this;
    for (Problem.Fault fault : found) {
      String pointer = fault.pointer();
      all = all.withFault(fieldByPointer.getOrDefault(pointer, pointer), fault.message());
    }
    return all;
  }
}
