package io.fleetwire.simulator;

import io.fleetwire.pki.Certificates;
import io.fleetwire.plist.Plist;
import io.fleetwire.plist.PlistValue;
import io.fleetwire.plist.PlistValue.Dictionary;
import io.fleetwire.plist.PlistValue.Flag;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// One device: enrols, comes for commands, leaves. Confined to one thread at a time.
final class AppleDevice {
  /// Shared iPad has no user ids: this stands for all of them.
  private static final String SHARED_IPAD_USER = "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF";

  private static final int TOKEN_BYTES = 32;

  /// After that it has no time until the next round.
  private static final int POLLS_MAX = 3;

  private final Surroundings around;
  private final AppleFacts facts;
  private final Optional<Misbehaviour> misbehaviour;
  private final InstalledThings things;
  private final List<AppleChannel> channels = new ArrayList<>();
  private Optional<AppleEnrolment> enrolment = Optional.empty();
  private State state = State.NEW;

  /// Where it is in its life.
  enum State {
    NEW("new"),
    ENROLLED("enrolled"),
    CHECKED_OUT("checked out"),
    /// Its server wanted it to leave.
    DISMISSED("unenrolled by the server"),
    /// It could not enrol.
    FAILED("failed");

    private final String word;

    State(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  AppleDevice(Surroundings around, AppleFacts facts, Optional<Misbehaviour> misbehaviour) {
    this.around = around;
    this.facts = facts;
    this.misbehaviour = misbehaviour;
    this.things = new InstalledThings(facts);
    long seed = around.plan().seed();
    channels.add(
        new AppleChannel(facts.id(), facts.identifiers(), false, dice(seed, facts.number(), 0)));
    int users = facts.kind().hasUsers() ? around.plan().usersEach() : 0;
    for (int i = 1; i <= users; i++) {
      RandomGenerator dice = dice(seed, facts.number(), i);
      Dictionary user = user(i, dice);
      String name = user.text("UserShortName").orElse("user" + i);
      channels.add(new AppleChannel(facts.id() + ":" + name, user, true, dice));
    }
  }

  private RandomGenerator dice(long seed, int device, int channel) {
    // Odd factors keep the seeds of neighbours apart.
    return around
        .world()
        .dice()
        .apply(seed * 0x9E3779B97F4A7C15L + device * 0xD1B54A32D192ED03L + channel);
  }

  private Dictionary user(int number, RandomGenerator dice) {
    String name = "user" + number + "-" + facts.number();
    Dictionary own = facts.identifiers();
    String id = AppleFacts.uuid(dice);
    return switch (facts.kind()) {
      case USER_MAC, USER_IPHONE -> own.with("EnrollmentUserID", id).with("UserShortName", name);
      case SHARED_IPAD ->
          own.with("UserID", SHARED_IPAD_USER)
              .with("UserShortName", name + "@appleid.example.com")
              .with("UserLongName", "User " + number);
      case MAC, IPHONE, IPAD ->
          own.with("UserID", id).with("UserShortName", name).with("UserLongName", "User " + number);
    };
  }

  AppleFacts facts() {
    return facts;
  }

  State state() {
    return state;
  }

  /// Installs a profile and tells its management; also again, from the beginning.
  void enrol() {
    channels.forEach(AppleChannel::forget);
    things.forget();
    switch (new AppleEnroller(around).install(facts)) {
      case AppleEnroller.Result.Failed(String why) -> fail(why);
      case AppleEnroller.Result.Installed(AppleEnrolment installed) -> {
        enrolment = Optional.of(installed);
        things.enrol(installed.profile());
        introduce(installed);
      }
    }
  }

  private void introduce(AppleEnrolment installed) {
    try (Courier courier = courier(installed)) {
      Reception authenticated = courier.checkIn("Authenticate", authenticate(installed));
      if (!isTakenAndEmpty("Authenticate", authenticated)) {
        state = State.FAILED;
        return;
      }
      state = State.ENROLLED;
      for (AppleChannel channel : channels) {
        updateToken(courier, channel);
      }
    }
  }

  /// Says again where it can be woken, as after a restore.
  void refreshToken() {
    ifEnrolled(
        installed -> {
          try (Courier courier = courier(installed)) {
            channels.forEach(channel -> updateToken(courier, channel));
          }
        });
  }

  private void updateToken(Courier courier, AppleChannel channel) {
    byte[] token = new byte[TOKEN_BYTES];
    channel.dice().nextBytes(token);
    Dictionary update =
        channel
            .message("TokenUpdate")
            .with("Topic", courier.line().enrolment().profile().mdm().topic())
            .with("PushMagic", AppleFacts.uuid(channel.dice()))
            .with("Token", new PlistValue.Data(token))
            .with("AwaitingConfiguration", new Flag(false))
            .with("NotOnConsole", new Flag(false));
    isTakenAndEmpty("TokenUpdate", courier.checkIn("TokenUpdate", update));
  }

  /// Comes for commands, on every channel.
  void connect() {
    ifEnrolled(
        installed -> {
          for (AppleChannel channel : channels) {
            converse(installed, channel);
            // When there was no time, the device comes by itself as soon as there may be some.
            for (int i = 0; i < POLLS_MAX && channel.isPostponed(); i++) {
              converse(installed, channel);
            }
          }
        });
  }

  /// The request by which it would come for commands; nothing when it is not enrolled.
  Optional<byte[]> writtenConnect(boolean signed) {
    return enrolment.map(
        installed -> {
          URI url = installed.profile().mdm().serverUrl();
          byte[] body = Plist.xml(device().identifiers().with("Status", "Idle"));
          try (DeviceLine line = new DeviceLine(around, installed, false)) {
            return signed
                ? line.written(url, Courier.CONNECT, body)
                : proxied(installed, url, body);
          }
        });
  }

  /// As a proxy hands it on that has seen the certificate (RFC 9440).
  private static byte[] proxied(AppleEnrolment installed, URI url, byte[] body) {
    String certificate =
        Base64.getEncoder().encodeToString(Certificates.der(installed.identity().certificate()));
    return Ask.put(
            url,
            body,
            new Ask.Field("Content-Type", Courier.CONNECT),
            new Ask.Field("Client-Cert", ":" + certificate + ":"))
        .bytes();
  }

  private void converse(AppleEnrolment installed, AppleChannel channel) {
    if (state != State.ENROLLED) {
      return;
    }
    try (Courier courier = courier(installed)) {
      AppleSession session = new AppleSession(around, courier, channel, things, misbehaviour);
      switch (session.run()) {
        case AppleSession.End.Done _ -> {}
        case AppleSession.End.Stopped(String why) -> fault(channel, why);
        case AppleSession.End.Left(boolean farewell) -> {
          if (farewell) {
            sayFarewell(courier);
          }
          state = State.CHECKED_OUT;
        }
        case AppleSession.End.Dismissed(String how) -> dismissed(channel, how);
      }
    }
  }

  /// Removes its profile.
  void checkOut() {
    ifEnrolled(
        installed -> {
          try (Courier courier = courier(installed)) {
            sayFarewell(courier);
          }
          state = State.CHECKED_OUT;
        });
  }

  private void sayFarewell(Courier courier) {
    EnrolmentProfile profile = courier.line().enrolment().profile();
    if (profile.mdm().checksOut()) {
      Dictionary farewell = device().message("CheckOut").with("Topic", profile.mdm().topic());
      isTakenAndEmpty("CheckOut", courier.checkInOnce("CheckOut", farewell));
    }
  }

  private AppleChannel device() {
    return channels.getFirst();
  }

  private void ifEnrolled(Consumer<AppleEnrolment> job) {
    if (state == State.ENROLLED) {
      enrolment.ifPresent(job);
    }
  }

  private Courier courier(AppleEnrolment installed) {
    boolean slow = misbehaviour.equals(Optional.of(Misbehaviour.CLOCK_SKEW));
    return new Courier(around, new DeviceLine(around, installed, slow));
  }

  private boolean isTakenAndEmpty(String what, Reception reception) {
    if (reception instanceof Reception.Taken(Answer answer)) {
      if (answer.status() != 200 || !answer.isEmpty()) {
        fault(device(), what + " was not answered by an empty 200: " + answer);
      }
      return true;
    }
    if (reception instanceof Reception.Dismissed(String how)) {
      dismissed(device(), how);
    } else {
      fault(device(), what + " " + reception.told());
    }
    return false;
  }

  private void dismissed(AppleChannel channel, String how) {
    state = State.DISMISSED;
    fault(channel, "the server unenrolled it by " + how);
  }

  private void fail(String why) {
    state = State.FAILED;
    fault(device(), why);
  }

  private void fault(AppleChannel channel, String what) {
    around.tally().fault(channel.id(), what);
  }

  private Dictionary authenticate(AppleEnrolment installed) {
    Dictionary message =
        device()
            .message("Authenticate")
            .with("Topic", installed.profile().mdm().topic())
            .with("OSVersion", facts.model().osVersion())
            .with("BuildVersion", facts.model().build())
            .with("ProductName", facts.model().product());
    if (facts.kind().isMac()) {
      message =
          message
              .with("Model", facts.model().model())
              .with("ModelName", facts.model().name())
              .with("DeviceName", facts.deviceName());
    }
    if (facts.kind().isUsersOwn()) {
      return message;
    }
    Dictionary known = message.with("SerialNumber", facts.ids().serial());
    return facts.kind() == AppleKind.IPHONE ? known.with("IMEI", facts.ids().imei()) : known;
  }
}
