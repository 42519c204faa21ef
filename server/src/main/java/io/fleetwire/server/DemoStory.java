package io.fleetwire.server;

/// One job that a demo does before everybody's eyes, against a real server over real sockets.
///
/// A story tells its steps as it does them and notes what it checked; it throws {@link
/// DemoStopException} when it cannot go on. Another story is another case here, and another line in
/// {@link Demo}.
sealed interface DemoStory permits DemoKnoxStory, DemoLabStory, DemoAppleStory {

  /// What is done, in a few words.
  String title();

  /// Does it. Returns how long the part took that people wait for.
  DemoOutcome tell(DemoStage stage, DemoChecks checks);
}
