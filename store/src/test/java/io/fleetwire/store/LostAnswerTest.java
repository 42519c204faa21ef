package io.fleetwire.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.engine.StoreUnavailableException;
import io.fleetwire.testkit.CutWire;
import io.fleetwire.testkit.TrialPostgres;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// The connection ends while a commit is on its way. Whether it counts is asked, and what follows a
/// commit follows it in any case.
@ParameterizedClass(allowZeroInvocations = true, autoCloseArguments = false)
@MethodSource("servers")
final class LostAnswerTest {
  private final TrialPostgres server;
  private final CommittedValue<String> value = new CommittedValue<>("before");
  private final List<String> followed = new ArrayList<>();
  private CutWire wire;
  private Database database;

  LostAnswerTest(TrialPostgres server) {
    this.server = server;
  }

  static List<TrialPostgres> servers() {
    return TrialPostgres.shared().stream().toList();
  }

  @BeforeEach
  void open() {
    String url = server.database();
    wire = CutWire.to(server.port(), "INSERT INTO note");
    String through = url.replace(":" + server.port() + "/", ":" + wire.port() + "/");
    database =
        Database.open(DatabaseSettings.server(DatabaseHome.server(through)), List.of(Notes.SCHEMA));
    Notes.add(database, 1, "before");
  }

  @AfterEach
  void close() {
    database.close();
    wire.close();
  }

  /// After the unit the turn is passed on, and the next thing that is said is the commit.
  private void add(long id, Runnable last) {
    database.<Integer>write(
        tx -> {
          tx.set(value, "after " + id);
          tx.afterCommit(() -> followed.add("followed " + id));
          int added = Notes.add(tx, id, "a");
          last.run();
          return added;
        });
  }

  @Test
  void aCommitThatArrivedIsAnsweredAsDone() {
    add(2, () -> wire.cutAfter(1, CutWire.Cut.ITS_ANSWER));

    assertThat(value.get()).isEqualTo("after 2");
    assertThat(followed).containsExactly("followed 2");
    assertThat(Notes.ids(database)).containsExactly(1L, 2L);
  }

  @Test
  void aCommitThatDidNotArriveIsNotDone() {
    assertThatThrownBy(() -> add(2, () -> wire.cutAfter(1, CutWire.Cut.ITSELF)))
        .isInstanceOf(StoreUnavailableException.class);

    assertThat(value.get()).isEqualTo("before");
    assertThat(followed).isEmpty();
    Notes.add(database, 3, "c");
    assertThat(Notes.ids(database)).containsExactly(1L, 3L);
    assertThat(followed).isEmpty();
  }

  @Test
  void whatNobodyCouldBeToldFollowsWhenTheServerIsBack() {
    assertThatThrownBy(() -> add(2, () -> wire.cutAfterAndRefuse(1, CutWire.Cut.ITS_ANSWER)))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(followed).isEmpty();
    wire.mend();
    add(3, () -> {});

    assertThat(value.get()).isEqualTo("after 3");
    assertThat(followed).containsExactly("followed 2", "followed 3");
    assertThat(Notes.ids(database)).containsExactly(1L, 2L, 3L);
  }
}
