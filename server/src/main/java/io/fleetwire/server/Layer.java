package io.fleetwire.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Settings from one place: what was set, and what is wrong with the place itself.
record Layer(List<Entry> entries, List<String> faults) {
  static final Layer EMPTY = new Layer(List.of(), List.of());

  /// Not settings: options for the launcher, and what Kubernetes sets for a service that is called
  /// `fleetwire`.
  private static final Pattern FOREIGN =
      Pattern.compile("FLEETWIRE_(JAVA_OPTS|SERVICE_(HOST|PORT)(_.*)?|PORT(_.*)?)");

  Layer {
    entries = List.copyOf(entries);
    faults = List.copyOf(faults);
  }

  /// A text for a key. `place` tells an operator where it stands.
  record Entry(String key, String text, String place) {}

  /// What was given on the command line: key to text.
  static Layer commandLine(Map<String, String> options) {
    return new Layer(
        options.entrySet().stream()
            .map(option -> new Entry(option.getKey(), option.getValue(), "the command line"))
            .toList(),
        List.of());
  }

  /// What the environment says. Each variable that begins like ours must be one of ours.
  static Layer environment(Map<String, String> variables) {
    Map<String, Key<?>> known =
        Keys.ALL.stream().collect(Collectors.toMap(Key::variable, Function.identity()));
    List<Entry> entries = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    new TreeMap<>(variables)
        .forEach(
            (name, text) -> {
              Key<?> key = known.get(name);
              if (key != null) {
                entries.add(new Entry(key.name(), text, name));
              } else if (name.startsWith("FLEETWIRE_") && !FOREIGN.matcher(name).matches()) {
                faults.add("there is no setting " + name + hint(name, known.keySet().stream()));
              }
            });
    return new Layer(entries, faults);
  }

  /// What may have been meant.
  static String hint(String name, Stream<String> known) {
    Optional<String> near = NearName.of(name, known);
    return near.map(meant -> "; did you mean " + meant + "?").orElse("");
  }
}
