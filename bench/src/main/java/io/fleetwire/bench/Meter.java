package io.fleetwire.bench;

/// Reads all counters of a run at once.
record Meter(UnderTest underTest, Ledger ledger, Receiver receiver) {

  Sample sample() {
    return new Sample(
        System.nanoTime(),
        new Sample.Counts(ledger.accepted(), ledger.received(), receiver.requests()),
        new Sample.Use(underTest.cpu(), Machine.cpu(ProcessHandle.current()), Machine.busy()));
  }
}
