package io.fleetwire.simulator;

import java.time.Duration;
import java.util.List;

/// How devices behave.
///
/// @param proof how they prove who they are
/// @param notNowPercent how often there is no time for a command, where the kind of device may say
///   so
/// @param errorPercent how often a command fails
/// @param misbehaviours taken in turn by the devices that misbehave
/// @param misbehavingPercent how many of them do
/// @param late how late a late one is
public record Manners(
    IdentityProof proof,
    int notNowPercent,
    int errorPercent,
    List<Misbehaviour> misbehaviours,
    int misbehavingPercent,
    Duration late) {
  public static final Manners GOOD =
      new Manners(IdentityProof.AS_THE_PROFILE_SAYS, 0, 0, List.of(), 100, Duration.ofSeconds(2));

  public Manners {
    misbehaviours = List.copyOf(misbehaviours);
  }

  public Manners with(IdentityProof other) {
    return new Manners(other, notNowPercent, errorPercent, misbehaviours, misbehavingPercent, late);
  }

  public Manners with(List<Misbehaviour> others, int percent) {
    return new Manners(proof, notNowPercent, errorPercent, others, percent, late);
  }

  public Manners withAnswers(int notNow, int error) {
    return new Manners(proof, notNow, error, misbehaviours, misbehavingPercent, late);
  }

  public Manners withLate(Duration other) {
    return new Manners(
        proof, notNowPercent, errorPercent, misbehaviours, misbehavingPercent, other);
  }
}
