package io.fleetwire.apple;

import io.fleetwire.plist.PlistValue;
import io.fleetwire.plist.PlistValue.Dictionary;
import java.util.Optional;

/// What a device says outside of commands (contract 2.3). `all` is the message as it came, for what
/// is handed on.
sealed interface CheckIn {

  /// It begins to enrol.
  record Authenticate(String topic, Dictionary all) implements CheckIn {}

  /// Where it can be woken. The first one ends the enrolment; it may be sent once in a life.
  record TokenUpdate(String topic, PlistValue.Data token, String pushMagic, Dictionary all)
      implements CheckIn {}

  /// It has removed the profile. One attempt, never repeated.
  record CheckOut(Dictionary all) implements CheckIn {}

  /// It wants to escrow a token, or to delete it.
  record SetBootstrapToken(Dictionary all) implements CheckIn {}

  /// It asks for that token.
  record GetBootstrapToken(Dictionary all) implements CheckIn {}

  /// A network user of a Mac signs in.
  record UserAuthenticate(Dictionary all) implements CheckIn {}

  /// It asks for a token of some other service.
  record GetToken(String serviceType, Dictionary all) implements CheckIn {}

  /// It works on its declarations. `data` is there for status reports.
  record DeclarativeManagement(String endpoint, Optional<byte[]> data, Dictionary all)
      implements CheckIn {}

  /// It was erased and asks how to come back.
  record ReturnToService(Dictionary all) implements CheckIn {}

  /// Something that came after this program was written.
  record Unknown(String messageType, Dictionary all) implements CheckIn {}

  /// What Apple calls it.
  default String messageType() {
    return switch (this) {
      case Authenticate _ -> "Authenticate";
      case TokenUpdate _ -> "TokenUpdate";
      case CheckOut _ -> "CheckOut";
      case SetBootstrapToken _ -> "SetBootstrapToken";
      case GetBootstrapToken _ -> "GetBootstrapToken";
      case UserAuthenticate _ -> "UserAuthenticate";
      case GetToken _ -> "GetToken";
      case DeclarativeManagement _ -> "DeclarativeManagement";
      case ReturnToService _ -> "ReturnToService";
      case Unknown(String messageType, Dictionary _) -> messageType;
    };
  }
}
