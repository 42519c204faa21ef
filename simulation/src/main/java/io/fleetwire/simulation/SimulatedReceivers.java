package io.fleetwire.simulation;

import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Sender;
import io.fleetwire.engine.Sent;
import io.fleetwire.engine.Timeline;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// The other side of the wire: receivers whose moods change, and answers that get lost.
final class SimulatedReceivers implements Sender {
  private final Map<String, Mood> moods = new HashMap<>();
  private final RandomGenerator dice;
  private final Ledger ledger;
  private final Etiquette etiquette;
  private final double wishful;
  private double answerLost;
  private boolean isMissed;

  SimulatedReceivers(RandomGenerator dice, Ledger ledger, Etiquette etiquette, Fates fates) {
    this.dice = dice;
    this.ledger = ledger;
    this.etiquette = etiquette;
    this.wishful = fates.receiverWishful();
    this.answerLost = fates.answerLost();
  }

  void changeMoods() {
    moods.replaceAll((_, _) -> drawMood());
  }

  private Mood drawMood() {
    Mood mood = Mood.draw(dice);
    return mood.isWishful() && dice.nextDouble() >= wishful ? Mood.WELL : mood;
  }

  void heal() {
    moods.replaceAll((_, _) -> Mood.WELL);
    answerLost = 0;
  }

  /// The same attempt, whose request never comes to its receiver.
  Runnable missed(Runnable attempt) {
    return () -> {
      isMissed = true;
      attempt.run();
      isMissed = false;
    };
  }

  @Override
  public Sent send(OutboundRequest request, Budgets budgets, BooleanSupplier mayGo) {
    if (isMissed) {
      return new Sent(new Outcome.TimedOut(Outcome.Phase.FIRST_BYTE), Timeline.NONE);
    }
    Mood mood = moods.computeIfAbsent(request.url().toString(), _ -> Mood.WELL);
    // The engine has lost its patience, and cannot know whether the request came to its receiver.
    boolean isCutShort = Thread.currentThread().isInterrupted();
    return new Sent(outcome(isCutShort ? Mood.HANGING : mood, request), Timeline.NONE);
  }

  private Outcome outcome(Mood mood, OutboundRequest request) {
    Callback callback = Callback.parse(request.body().bytes());
    etiquette.called(callback.endpointId());
    return switch (mood) {
      case WELL -> arrive(callback);
      case FAILING -> answer(dice.nextBoolean() ? 500 : 404);
      case OVERLOADED -> answer(503, new Header("Retry-After", "" + dice.nextInt(1, 90)));
      case REFUSING -> new Outcome.Unreachable(Outcome.Fault.REFUSED, "refused");
      case HANGING -> hang(callback);
      case UNREACHABLE -> new Outcome.Unreachable(Outcome.Fault.NAME_NOT_FOUND, "no such name");
      case PAUSING -> pause(callback);
      case STOPPING -> stop(callback);
      case GONE -> gone(callback);
    };
  }

  private Outcome pause(Callback callback) {
    Duration pause = Duration.ofSeconds(dice.nextInt(1, 300));
    etiquette.asked(callback.endpointId(), pause);
    Header wish = new Header("Fleetwire-Control", "pause=" + pause.toSeconds());
    return dice.nextBoolean() ? take(callback, wish) : answer(500, wish);
  }

  private Outcome stop(Callback callback) {
    return take(callback, new Header("Fleetwire-Control", "stop"));
  }

  private Outcome take(Callback callback, Header... headers) {
    ledger.arrived(callback);
    return answer(200, headers);
  }

  // The delivery is kept, and has an attempt more than its plan.
  private Outcome gone(Callback callback) {
    ledger.allowOneMoreAttempt(callback.name());
    return answer(410);
  }

  private Outcome arrive(Callback callback) {
    ledger.arrived(callback);
    if (dice.nextDouble() < answerLost) {
      ledger.excuse(callback.name());
      return new Outcome.Unreachable(Outcome.Fault.RESET, "reset while the answer was awaited");
    }
    return answer(200);
  }

  private Outcome hang(Callback callback) {
    if (dice.nextBoolean()) {
      ledger.arrived(callback);
      ledger.excuse(callback.name());
    }
    return new Outcome.TimedOut(Outcome.Phase.FIRST_BYTE);
  }

  private static Outcome answer(int status, Header... headers) {
    return new Outcome.Answered(
        status, List.of(headers), new Payload("text/plain", new byte[0]), true);
  }
}
