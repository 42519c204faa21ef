package io.fleetwire.simulator;

import io.fleetwire.pki.ScepClient;
import io.fleetwire.plist.Plist;
import io.fleetwire.plist.PlistRead;
import io.fleetwire.plist.PlistValue.Dictionary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// One conversation of a channel with its management: it says that it is idle, answers commands
/// until there is none, and then synchronizes its declarations when it was told to. Used once.
final class AppleSession {
  /// More than a backend has ever queued for one device; a server that goes round in circles has no
  /// end.
  private static final int COMMANDS_MAX = 1_000;

  private final Surroundings around;
  private final Courier courier;
  private final AppleChannel channel;
  private final InstalledThings things;
  private final Optional<Misbehaviour> misbehaviour;
  private final CommandAnswers answers;
  private Optional<byte[]> tokens = Optional.empty();
  private boolean told;

  AppleSession(
      Surroundings around,
      Courier courier,
      AppleChannel channel,
      InstalledThings things,
      Optional<Misbehaviour> misbehaviour) {
    this.around = around;
    this.courier = courier;
    this.channel = channel;
    this.things = things;
    this.misbehaviour = misbehaviour;
    this.answers = new CommandAnswers(things, around.plan().manners());
  }

  /// How it ended.
  sealed interface End {
    record Done() implements End {}

    /// The device gave up; `why` is a fault.
    record Stopped(String why) implements End {}

    /// It is not managed any more, and says so when `farewell`.
    record Left(boolean farewell) implements End {}

    record Dismissed(String how) implements End {}
  }

  End run() {
    Optional<End> spoilt = misbehaveFirst();
    if (spoilt.isPresent()) {
      return spoilt.get();
    }
    Reception last = courier.connect("Idle", channel.identifiers().with("Status", "Idle"));
    for (int i = 0; i < COMMANDS_MAX; i++) {
      if (!(last instanceof Reception.Taken(Answer answer))) {
        return ended(last);
      }
      if (answer.isEmpty()) {
        return synchronize(answer);
      }
      Optional<Dictionary> command = command(answer);
      if (command.isEmpty()) {
        return new End.Stopped("an answer to a connect is no command: " + answer);
      }
      last = execute(command.get());
      if (things.isErased() || things.isUnmanaged()) {
        return new End.Left(!things.isErased());
      }
    }
    return new End.Stopped("the server keeps it busy with more than " + COMMANDS_MAX + " commands");
  }

  private static End ended(Reception last) {
    return last instanceof Reception.Dismissed(String how)
        ? new End.Dismissed(how)
        : new End.Stopped("a connect " + last.told());
  }

  private static Optional<Dictionary> command(Answer answer) {
    return Plist.read(answer.body()) instanceof PlistRead.Good(Dictionary command)
            && command.text("CommandUUID").isPresent()
            && command.dictionary("Command").flatMap(c -> c.text("RequestType")).isPresent()
        ? Optional.of(command)
        : Optional.empty();
  }

  /// Does what it is told and says what became of it; returns how that was taken.
  private Reception execute(Dictionary command) {
    Dictionary wish = command.dictionary("Command").orElse(Dictionary.EMPTY);
    String type = wish.text("RequestType").orElse("");
    CommandAnswer answer = answers.to(wish, channel);
    channel.postpone(answer instanceof CommandAnswer.NotNow);
    if (type.equals("DeclarativeManagement") && answer instanceof CommandAnswer.Acknowledged) {
      told = true;
      tokens = wish.data("Data");
    }
    around.tally().commanded(type, answer.status());
    String uuid = command.text("CommandUUID").orElse("");
    Dictionary result =
        answer.fill(
            channel.identifiers().with("Status", answer.status()).with("CommandUUID", uuid));
    return say(answer.status(), result);
  }

  private Reception say(String status, Dictionary result) {
    Optional<Misbehaviour> manner = misbehaviour;
    if (manner.isEmpty()) {
      return courier.connect(status, result);
    }
    return switch (manner.get()) {
      case RESEND -> {
        courier.connect(status, result);
        yield courier.connect(status + " again", result);
      }
      case DROP -> {
        hangUp(result);
        yield courier.connect(status + " again", result);
      }
      case LATE -> {
        around.patience().pause(around.plan().manners().late());
        yield courier.connect(status, result);
      }
      case MALFORMED, WRONG_CERTIFICATE, CLOCK_SKEW -> courier.connect(status, result);
    };
  }

  private void hangUp(Dictionary result) {
    try {
      courier.line().putAndHangUp(courier.server(), Courier.CONNECT, Plist.xml(result));
    } catch (IOException _) {
      // Nobody waits for the answer.
    }
  }

  /// What is said before the conversation by a device that misbehaves; there only when it ends it.
  private Optional<End> misbehaveFirst() {
    return switch (misbehaviour.orElse(Misbehaviour.RESEND)) {
      case MALFORMED -> refused("half a property list", halfAList());
      case WRONG_CERTIFICATE -> refused("a certificate of its own making", asSomebodyElse());
      case RESEND, DROP, LATE, CLOCK_SKEW -> Optional.empty();
    };
  }

  private static Optional<End> refused(String what, Reception reception) {
    return switch (reception) {
      case Reception.Taken(Answer answer) ->
          Optional.of(new End.Stopped(what + " was taken: " + answer.status()));
      case Reception.Dismissed(String how) -> Optional.of(new End.Dismissed(how));
      case Reception.Refused _, Reception.Unanswered _ -> Optional.empty();
    };
  }

  private Reception halfAList() {
    byte[] whole = Plist.xml(channel.identifiers().with("Status", "Idle"));
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    return once(courier.line(), half);
  }

  private Reception asSomebodyElse() {
    AppleEnrolment own = courier.line().enrolment();
    ScepClient.Identity made =
        new ScepClient(own.identity().certificate(), around.world().secrets())
            .selfSigned(own.identity().key(), "CN=somebody", around.world().clock().instant());
    AppleIdentity other = new AppleIdentity(own.identity().key(), made.certificate());
    try (DeviceLine line = new DeviceLine(around, own.with(other), false)) {
      return once(line, Plist.xml(channel.identifiers().with("Status", "Idle")));
    }
  }

  private Reception once(DeviceLine line, byte[] body) {
    try {
      return Courier.received(line.put(courier.server(), Courier.CONNECT, body));
    } catch (IOException e) {
      return new Reception.Unanswered(String.valueOf(e.getMessage()));
    }
  }

  private End synchronize(Answer last) {
    if (last.status() != 200) {
      return new End.Stopped("an idle device was answered " + last.status() + ", not 200");
    }
    if (!told) {
      return new End.Done();
    }
    Optional<String> named = tokens.map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    return new DeclarationSync(around, courier, channel, things.facts()).run(named);
  }
}
