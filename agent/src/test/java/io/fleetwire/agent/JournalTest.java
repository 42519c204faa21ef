package io.fleetwire.agent;

import static io.fleetwire.agent.CensusTest.online;
import static io.fleetwire.agent.CensusTest.unplugged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the server has not taken yet survives, within its bound.
final class JournalTest {
  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

  private static final Set<String> ANDROID = Set.of("Android");
  private static final Set<String> IOS = Set.of("iOS");

  @TempDir private Path folder;
  private Journal journal;

  @BeforeEach
  void open() {
    journal = Journal.open(folder, 1_000, "one");
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void whatWasNotTakenIsThereAfterARestartUnderTheSameNumbers() {
    journal.add(List.of(online("a"), online("b"), unplugged("a")), NOON);
    Journal.Batch first = journal.next(1);
    journal.taken(first);
    List<Numbered> left = journal.next(500).reports();
    reopen("two");
    assertThat(journal.stream()).isEqualTo("one");
    assertThat(journal.next(500).reports()).isEqualTo(left);
    assertThat(left.stream().map(Numbered::sequence)).containsExactly(2L, 3L);
    assertThat(journal.states()).containsExactly(online("b"));
    journal.taken(journal.next(500));
    journal.add(List.of(unplugged("b")), NOON);
    reopen("two");
    assertThat(journal.next(500).reports()).containsExactly(new Numbered(4, NOON, unplugged("b")));
  }

  @Test
  void numbersGoOnAlsoWhenAllWasTaken() {
    journal.add(List.of(online("a")), NOON);
    journal.taken(journal.next(500));
    reopen("two");
    reopen("two");
    assertThat(journal.next(500).isEmpty()).isTrue();
    journal.add(List.of(unplugged("a")), NOON);
    assertThat(journal.next(500).reports().getFirst().sequence()).isEqualTo(2);
  }

  @Test
  void aLineThatACrashHasTornWasPromisedToNobody() throws IOException {
    journal.add(List.of(online("a")), NOON);
    journal.close();
    Files.writeString(
        folder.resolve("journal"), "{\"udid\":\"b\",\"sta", StandardOpenOption.APPEND);
    journal = Journal.open(folder, 1_000, "two");
    assertThat(journal.next(500).reports()).hasSize(1);
  }

  @Test
  void aWriteThatFailsHalfwayIsMadeUpForByTheNextOne() throws IOException {
    journal.add(List.of(online("a")), NOON);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> journal.addAll(ANDROID, List.of(online("b")), NOON))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
    // The part of it that had found room.
    Files.writeString(
        folder.resolve("journal"), "{\"udid\":\"b\",\"sta", StandardOpenOption.APPEND);
    journal.add(List.of(unplugged("a")), NOON);
    assertThat(said(500)).containsExactly("[a] [] []", "[b] [Android] []", "[a] [] []");
  }

  @Test
  void whatAFailedWriteHasTornIsReadByTheNextStart() throws IOException {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> journal.add(List.of(online("a")), NOON))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
    Files.writeString(
        folder.resolve("journal"), "{\"udid\":\"a\",\"sta", StandardOpenOption.APPEND);
    journal.add(List.of(online("b")), NOON);
    reopen("two");
    assertThat(journal.stream()).isEqualTo("one");
    assertThat(journal.next(500).reports())
        .containsExactly(new Numbered(1, NOON, online("a")), new Numbered(2, NOON, online("b")));
  }

  @Test
  void whatCannotBeReadIsNotGuessed() throws IOException {
    journal.add(List.of(online("a")), NOON);
    journal.close();
    Path file = folder.resolve("journal");
    Files.writeString(file, "what\n" + Files.readString(file));
    assertThatThrownBy(() -> Journal.open(folder, 1_000, "two"))
        .isInstanceOf(AgentRefusedException.class)
        .hasMessageContaining("move it away");
    Files.delete(file);
    journal = Journal.open(folder, 1_000, "two");
  }

  @Test
  void aFolderHasOneAgent() {
    assertThatThrownBy(() -> Journal.open(folder, 1_000, "two"))
        .isInstanceOf(AgentRefusedException.class)
        .hasMessageContaining("another agent uses the folder");
  }

  @Test
  void beyondItsBoundItForgetsWhatOthersFollowedTheOldestFirst() {
    journal.close();
    journal = Journal.open(folder, 20, "two");
    for (int i = 0; i < 30; i++) {
      journal.add(List.of(i % 2 == 0 ? online("a") : unplugged("a"), online("b" + i)), NOON);
    }
    List<Numbered> left = journal.next(500).reports();
    assertThat(journal.dropped()).isEqualTo(29);
    assertThat(left.stream().filter(one -> one.report().udid().equals("a")))
        .as("how it is now is never lost")
        .containsExactly(new Numbered(59, NOON, unplugged("a")));
    assertThat(left).hasSize(31);
    reopen("two");
    assertThat(journal.next(500).reports()).isEqualTo(left);
  }

  @Test
  void allDevicesAtOnceComeInABatchOfTheirOwnWhichSaysSo() {
    journal.add(List.of(online("a")), NOON);
    journal.addAll(ANDROID, List.of(online("a"), online("b")), NOON);
    journal.add(List.of(unplugged("b")), NOON);
    List<String> batches = new ArrayList<>();
    for (Journal.Batch batch = journal.next(500); !batch.isEmpty(); batch = journal.next(500)) {
      batches.add(batch.reports().size() + " " + batch.complete());
      journal.taken(batch);
    }
    assertThat(batches).containsExactly("1 []", "2 [Android]", "1 []");
  }

  @Test
  void thatThereAreNoDevicesIsSaidToo() {
    journal.add(List.of(unplugged("a")), NOON);
    journal.addAll(IOS, List.of(), NOON);
    journal.add(List.of(online("b")), NOON);
    journal.taken(journal.next(500));
    Journal.Batch none = journal.next(500);
    assertThat(none.reports()).isEmpty();
    assertThat(none.complete()).isEqualTo(IOS);
    journal.taken(none);
    assertThat(journal.next(500).reports()).hasSize(1);
  }

  @Test
  void eachPlatformIsToldByItself() {
    journal.addAll(IOS, List.of(), NOON);
    journal.addAll(ANDROID, List.of(online("a")), NOON);
    journal.addAll(IOS, List.of(), NOON);
    journal.add(List.of(unplugged("a")), NOON);
    List<String> batches = new ArrayList<>();
    for (Journal.Batch batch = journal.next(500); !batch.isEmpty(); batch = journal.next(500)) {
      batches.add(batch.reports().size() + " " + batch.complete());
      journal.taken(batch);
    }
    assertThat(batches).containsExactly("0 [iOS]", "1 [Android]", "0 [iOS]", "1 []");
  }

  @Test
  void thoseThatDoNotFitIntoABatchAreNamedByTheLastOne() {
    journal.addAll(ANDROID, List.of(online("a"), online("b"), online("c")), NOON);
    journal.addAll(IOS, List.of(), NOON);
    assertThat(said(2)).containsExactly("[a, b] [] []", "[c] [Android] [a, b]", "[] [iOS] []");
  }

  @Test
  void oneThatTheServerCannotReadIsThereNevertheless() {
    journal.addAll(ANDROID, List.of(online("a"), online("b")), NOON);
    journal.taken(journal.next(1));
    journal.leaveOut(journal.next(1).reports());
    assertThat(said(1)).containsExactly("[] [Android] [a, b]");
  }

  @Test
  void whatHappensBetweenTwoBatchesOfACensusComesAfterIt() {
    journal.addAll(ANDROID, List.of(online("a"), online("b")), NOON);
    journal.taken(journal.next(1));
    journal.add(List.of(unplugged("a"), online("c")), NOON);
    assertThat(said(1)).containsExactly("[b] [Android] [a]", "[a] [] []", "[c] [] []");
  }

  /// What the server would hear, if it took all: reports, platforms, who else is there.
  private List<String> said(int max) {
    List<String> batches = new ArrayList<>();
    for (Journal.Batch batch = journal.next(max); !batch.isEmpty(); batch = journal.next(max)) {
      List<String> reported = batch.reports().stream().map(one -> one.report().udid()).toList();
      batches.add(reported + " " + batch.complete() + " " + batch.present());
      journal.taken(batch);
    }
    return batches;
  }

  @Test
  void thePastIsClearedAway() throws IOException {
    for (int i = 0; i < 700; i++) {
      journal.add(List.of(i % 2 == 0 ? online("a") : unplugged("a")), NOON);
      journal.taken(journal.next(500));
    }
    assertThat(Files.readAllLines(folder.resolve("journal"))).hasSizeLessThan(1_010);
  }

  private void reopen(String stream) {
    journal.close();
    journal = Journal.open(folder, 1_000, stream);
  }
}
