package io.fleetwire.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.agent.Report.Facts;
import io.fleetwire.agent.Report.Manner;
import org.junit.jupiter.api.Test;

final class ReportTest {

  @Test
  void whatIsCutBehindABlankIsTheSameWhenTheJournalIsRead() {
    String message = "a".repeat(199) + " b";
    Report report = new Report("udid", Manner.OFFLINE, message, Facts.ANDROID);
    assertThat(report.message()).isEqualTo("a".repeat(199));
    assertThat(JournalLine.read(JournalLine.of(report))).isEqualTo(new JournalLine.State(report));
  }

  @Test
  void controlCharactersBecomeBlanks() {
    Report report = new Report("udid", Manner.OFFLINE, "a\tb\u0085\u009fc\n", Facts.ANDROID);
    assertThat(report.message()).isEqualTo("a b c");
  }
}
