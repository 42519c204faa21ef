package io.fleetwire.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What is lost, twice, or out of order in a lab is noticed.
final class LabLedgerTest {
  private final LabLedger ledger = new LabLedger();

  @Test
  void devicesComeAndGoByTurns() {
    ledger.note("a", "device.status.online", 1);
    ledger.note("b", "device.status.online", 2);
    ledger.note("a", "device.status.offline", 3);
    ledger.note("a", "device.status.online", 4);
    assertThat(ledger.told()).isEqualTo(4);
    assertThat(ledger.devices()).isEqualTo(2);
    assertThat(ledger.wrong()).isZero();
  }

  @Test
  void theSameAgainIsNoNews() {
    ledger.note("a", "device.status.online", 1);
    ledger.note("a", "device.status.online", 1);
    assertThat(ledger.told()).isEqualTo(1);
    assertThat(ledger.twice()).isEqualTo(1);
  }

  @Test
  void whatIsMissingOrLateIsOutOfOrder() {
    ledger.note("a", "device.status.online", 1);
    ledger.note("a", "device.status.online", 3);
    assertThat(ledger.wrong()).isEqualTo(1);
    ledger.note("b", "device.status.online", 9);
    ledger.note("b", "device.status.offline", 8);
    assertThat(ledger.wrong()).isEqualTo(2);
  }
}
