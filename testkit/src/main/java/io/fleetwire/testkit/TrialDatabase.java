package io.fleetwire.testkit;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/// The kinds of database that a trial runs on.
public enum TrialDatabase {
  SQLITE,
  POSTGRESQL;

  /// Where to find a new database of this kind, made as {@link TrialPostgres#database(String,
  /// Consumer)} makes it; nothing where it is a file in whatever folder the trial has.
  public Optional<String> url(String kind, Consumer<String> fill) {
    return switch (this) {
      case SQLITE -> Optional.empty();
      case POSTGRESQL -> Optional.of(TrialPostgres.shared().orElseThrow().database(kind, fill));
    };
  }

  /// All of them, for a class of trials that runs on each; on PostgreSQL where it can run.
  public static final class Each implements ArgumentsProvider {
    @Override
    public Stream<? extends Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context) {
      return Stream.of(values())
          .filter(kind -> kind == SQLITE || TrialPostgres.shared().isPresent())
          .map(Arguments::of);
    }
  }
}
