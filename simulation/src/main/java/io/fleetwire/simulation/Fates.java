package io.fleetwire.simulation;

import io.fleetwire.engine.DeliveryLimits;
import io.fleetwire.engine.SchedulerLimits;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// How rough one world is. Every chance is per occasion, between 0 and 1.
record Fates(
    int endpoints,
    int events,
    Duration betweenEvents,
    Duration betweenMoods,
    double crash,
    double commitRefused,
    double commitUnanswered,
    double answerLost,
    double endpointRemoved,
    double pumpSkipped,
    double asksAgain,
    DeliveryLimits keeping,
    double peopleAct,
    double receiverWishful,
    double rateLimited,
    double clockSetBack,
    int nodes,
    double paused,
    double leaves,
    double hintLost,
    double hangs,
    SchedulerLimits limits) {

  private static final int ALONE = 1;

  /// Draws the fates of a world. Each kind of trouble is absent from about half of all worlds.
  static Fates draw(RandomGenerator dice) {
    int held = dice.nextInt(4, 60);
    SchedulerLimits limits =
        new SchedulerLimits(
            held, dice.nextInt(200, 20_000), dice.nextInt(2, held), dice.nextInt(2, 40));
    return new Fates(
        dice.nextInt(1, 8),
        dice.nextInt(20, 150),
        Duration.ofMillis(dice.nextInt(1, 5_000)),
        Duration.ofSeconds(dice.nextInt(5, 300)),
        sometimes(dice, 0.02),
        sometimes(dice, 0.1),
        sometimes(dice, 0.05),
        sometimes(dice, 0.2),
        sometimes(dice, 0.05),
        sometimes(dice, 0.6),
        sometimes(dice, 0.05),
        keeping(dice),
        sometimes(dice, 0.2),
        sometimes(dice, 1),
        sometimes(dice, 0.5),
        sometimes(dice, 0.03),
        dice.nextInt(4) > 0 ? ALONE : dice.nextInt(2, 4),
        sometimes(dice, 0.01),
        sometimes(dice, 0.01),
        sometimes(dice, 0.5),
        sometimes(dice, 0.1),
        limits);
  }

  /// Whether the store is shared by nodes.
  boolean isShared() {
    return nodes != ALONE;
  }

  private static DeliveryLimits keeping(RandomGenerator dice) {
    Duration keep = dice.nextBoolean() ? Duration.ofDays(14) : ofMinutes(dice.nextInt(1, 30));
    return new DeliveryLimits(keep, Duration.ofDays(30));
  }

  private static Duration ofMinutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }

  private static double sometimes(RandomGenerator dice, double most) {
    return dice.nextBoolean() ? 0 : dice.nextDouble(most);
  }
}
