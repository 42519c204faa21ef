package io.fleetwire.apple;

import io.fleetwire.plist.Plist;
import io.fleetwire.plist.PlistRead;
import io.fleetwire.plist.PlistValue;
import io.fleetwire.plist.PlistValue.Dictionary;
import java.util.Locale;
import java.util.Optional;

/// What comes to the one address of the protocol: a check-in or a connect. Apple tells them apart
/// by media type; their shape guards against a client, or a proxy, that gets it wrong.
sealed interface MdmMessage {
  /// The media type of check-ins; anything else is a connect.
  String CHECK_IN_TYPE = "application/x-apple-aspen-mdm-checkin";

  /// Names of messages are words.
  int WORD_LENGTH_MAX = 64;

  record OfCheckIn(Enrollment from, CheckIn checkIn) implements MdmMessage {}

  record OfConnect(Enrollment from, Connect connect) implements MdmMessage {}

  /// Nothing that we understand; `reason` is for the device's log and ours.
  record Unreadable(String reason) implements MdmMessage {}

  static MdmMessage read(String contentType, byte[] body) {
    return switch (Plist.read(body)) {
      case PlistRead.Refused(String reason) ->
          new Unreadable("the body is no property list: it " + reason);
      case PlistRead.Good(Dictionary message) -> of(contentType, message);
      case PlistRead.Good _ -> new Unreadable("the body is a property list without a dictionary");
    };
  }

  private static MdmMessage of(String contentType, Dictionary message) {
    Optional<String> type = word(message, "MessageType");
    Optional<String> status = word(message, "Status");
    boolean checkIn = contentType.strip().toLowerCase(Locale.ROOT).startsWith(CHECK_IN_TYPE);
    if (checkIn ? type.isEmpty() : status.isEmpty()) {
      return new Unreadable(checkIn ? "a check-in has a MessageType" : "a connect has a Status");
    }
    if (type.isPresent() && status.isPresent()) {
      return new Unreadable("a message has either a MessageType or a Status");
    }
    Optional<Enrollment> from = Enrollment.of(message);
    if (from.isEmpty()) {
      return new Unreadable("the message does not say which device or user it is from");
    }
    return checkIn
        ? checkIn(from.get(), type.orElseThrow(), message)
        : connect(from.get(), status.orElseThrow(), message);
  }

  private static MdmMessage connect(Enrollment from, String word, Dictionary message) {
    Optional<Connect.Status> status = Connect.Status.of(word);
    // Every name that a command may have been sent under must be taken back.
    Optional<String> uuid = text(message, "CommandUUID", Decision.UUID_LENGTH_MAX);
    if (status.isEmpty()) {
      return new Unreadable("there is no Status " + word);
    }
    if (status.get() != Connect.Status.IDLE && uuid.isEmpty()) {
      return new Unreadable("a result has a CommandUUID");
    }
    return new OfConnect(from, new Connect(status.get(), uuid, message));
  }

  private static MdmMessage checkIn(Enrollment from, String type, Dictionary message) {
    Optional<CheckIn> known =
        switch (type) {
          case "Authenticate" ->
              message.text("Topic").map(topic -> new CheckIn.Authenticate(topic, message));
          case "TokenUpdate" -> tokenUpdate(message);
          case "CheckOut" -> Optional.of(new CheckIn.CheckOut(message));
          case "SetBootstrapToken" -> Optional.of(new CheckIn.SetBootstrapToken(message));
          case "GetBootstrapToken" -> Optional.of(new CheckIn.GetBootstrapToken(message));
          case "UserAuthenticate" -> Optional.of(new CheckIn.UserAuthenticate(message));
          case "GetToken" ->
              message
                  .text("TokenServiceType")
                  .map(service -> new CheckIn.GetToken(service, message));
          case "DeclarativeManagement" ->
              message
                  .text("Endpoint")
                  .map(
                      endpoint ->
                          new CheckIn.DeclarativeManagement(
                              endpoint, message.data("Data"), message));
          case "ReturnToService" -> Optional.of(new CheckIn.ReturnToService(message));
          default -> Optional.of(new CheckIn.Unknown(type, message));
        };
    return known
        .<MdmMessage>map(checkIn -> new OfCheckIn(from, checkIn))
        .orElseGet(() -> new Unreadable(type + " lacks what it must have"));
  }

  private static Optional<CheckIn> tokenUpdate(Dictionary message) {
    return message
        .data("Token")
        .map(PlistValue.Data::new)
        .flatMap(
            token ->
                message
                    .text("PushMagic")
                    .flatMap(
                        magic ->
                            message
                                .text("Topic")
                                .map(t -> new CheckIn.TokenUpdate(t, token, magic, message))));
  }

  private static Optional<String> word(Dictionary message, String key) {
    return text(message, key, WORD_LENGTH_MAX);
  }

  private static Optional<String> text(Dictionary message, String key, int lengthMax) {
    return message.text(key).filter(text -> !text.isBlank() && text.length() <= lengthMax);
  }
}
