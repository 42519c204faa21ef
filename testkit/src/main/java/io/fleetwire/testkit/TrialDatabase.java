package io.fleetwire.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
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

  /// The kind that the build asks for by the property `fleetwire.trial.database`, for rooms whose
  /// trials run once more on the other one; SQLite where nobody asks, or where PostgreSQL cannot
  /// run.
  public static TrialDatabase chosen() {
    boolean asked = System.getProperty("fleetwire.trial.database", "").equals("postgresql");
    return asked && TrialPostgres.shared().isPresent() ? POSTGRESQL : SQLITE;
  }

  /// The database that belongs to a folder of a trial, also when it is asked for again: what `file`
  /// makes of the folder, or `server` of the URL of a new database.
  public <T> T in(Path folder, Function<Path, T> file, Function<String, T> server) {
    return switch (this) {
      case SQLITE -> file.apply(folder);
      case POSTGRESQL -> server.apply(urlIn(folder));
    };
  }

  private static String urlIn(Path folder) {
    Path mark = folder.resolve("postgresql.url");
    try {
      if (!Files.exists(mark)) {
        Files.createDirectories(folder);
        Files.writeString(mark, TrialPostgres.shared().orElseThrow().database());
      }
      return Files.readString(mark);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
