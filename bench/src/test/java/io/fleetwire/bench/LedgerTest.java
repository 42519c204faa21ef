package io.fleetwire.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LedgerTest {
  private static final long START = 1_000;

  private final Ledger ledger = new Ledger(START);

  @Test
  void whatWasAcknowledgedAndNeverCameInIsLost() {
    long delivered = ledger.open(START);
    long lost = ledger.open(START);
    long refused = ledger.open(START);
    ledger.accepted(delivered, START + 1);
    ledger.received(delivered, START + 2);
    ledger.accepted(lost, START + 1);
    ledger.fail();
    assertThat(ledger.lost()).isEqualTo(1);
    assertThat(refused).isEqualTo(2);
    assertThat(ledger.outstanding()).isEqualTo(1);
  }

  @Test
  void theSecondCallbackOfAnEventIsADuplicateAndKeepsTheFirstTime() {
    long number = ledger.open(START);
    ledger.accepted(number, START);
    ledger.received(number, START);
    ledger.received(number, START + 9);
    assertThat(ledger.received()).isEqualTo(1);
    assertThat(ledger.duplicated()).isEqualTo(1);
    assertThat(entries()).containsExactly("1000 1000 1000");
  }

  @Test
  void aCallbackMayComeInBeforeItsAcknowledgement() {
    long number = ledger.open(START);
    ledger.received(number, START + 3);
    assertThat(ledger.ghosts()).isEqualTo(1);
    ledger.accepted(number, START + 4);
    assertThat(ledger.ghosts()).isZero();
    assertThat(ledger.lost()).isZero();
    assertThat(entries()).containsExactly("1000 1004 1003");
  }

  @Test
  void callbacksThatNameNoEventAreStrangers() {
    ledger.received(EventNumber.NONE, START);
    ledger.received(0, START);
    assertThat(ledger.strangers()).isEqualTo(2);
    assertThat(ledger.received()).isZero();
  }

  @Test
  void entriesGoPastOnePage() {
    int many = 200_000;
    for (int i = 0; i < many; i++) {
      long number = ledger.open(START + i);
      ledger.accepted(number, START + i);
    }
    ledger.received(many - 1L, START + many);
    assertThat(ledger.lost()).isEqualTo(many - 1L);
  }

  private List<String> entries() {
    List<String> entries = new ArrayList<>();
    ledger.read(
        (_, meant, accepted, received) -> entries.add(meant + " " + accepted + " " + received));
    return entries;
  }
}
