package io.fleetwire.apple;

import io.fleetwire.apple.Effect.Place;
import io.fleetwire.plist.PlistValue;
import io.fleetwire.plist.PlistValue.Dictionary;
import io.fleetwire.store.Database;
import io.fleetwire.web.Reply;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/// Answers check-ins (contract 2.3). Thread-safe; blocks.
final class CheckIns {
  private final Telling telling;
  private final Answers answers;
  private final Declarations declarations;
  private final Database database;
  private final Duration patience;
  private final Journal journal;

  CheckIns(
      Telling telling,
      Answers answers,
      Declarations declarations,
      Database database,
      Duration patience,
      Journal journal) {
    this.journal = journal;
    this.telling = telling;
    this.answers = answers;
    this.declarations = declarations;
    this.database = database;
    this.patience = patience;
  }

  Reply answer(Caller caller, CheckIn message) {
    Reply reply = find(caller, message);
    if (!(message instanceof CheckIn.DeclarativeManagement)) {
      journal.checkIn(caller, message, reply.status());
    }
    return reply;
  }

  private Reply find(Caller caller, CheckIn message) {
    return switch (message) {
      case CheckIn.Authenticate authenticate ->
          tell(caller, Place.AUTHENTICATE, new AppleEvent.Authenticate(authenticate));
      case CheckIn.TokenUpdate update ->
          tell(
              caller,
              Place.TOKEN_UPDATE,
              new AppleEvent.TokenUpdate(update, caller.from().isUser()));
      case CheckIn.CheckOut _ -> {
        // The device is gone, and asks once: no answer of the backend could matter.
        telling.tell(caller, new AppleEvent.CheckOut());
        yield Answers.empty();
      }
      case CheckIn.DeclarativeManagement declarative -> declarative(caller, declarative);
      case CheckIn.SetBootstrapToken(Dictionary all) -> keepBootstrapToken(caller, all);
      case CheckIn.GetBootstrapToken _ -> bootstrapToken(caller);
      // "This server will not manage that user in this session."
      case CheckIn.UserAuthenticate _ -> Reply.empty(410);
      // Not served, and not announced: "unknown service".
      case CheckIn.GetToken _, CheckIn.ReturnToService _, CheckIn.Unknown _ -> Reply.empty(400);
    };
  }

  private Reply tell(Caller caller, Place place, AppleEvent event) {
    BackendAnswer answer = telling.tellAndWait(caller, event, patience);
    return answers.of(place, answer, caller).orElseGet(Answers::empty);
  }

  private Reply declarative(Caller caller, CheckIn.DeclarativeManagement message) {
    if (!message.endpoint().equals("status")) {
      return declarations.answer(caller, message.endpoint());
    }
    Reply reply =
        Declarations.report(message)
            .map(json -> take(caller, json))
            .orElseGet(() -> Reply.empty(400));
    journal.line(
        caller,
        new Journal.Entry(AppleBook.Kind.DECLARATION, "status", "answered " + reply.status(), ""));
    return reply;
  }

  private Reply take(Caller caller, JsonNode report) {
    Reply reply = tell(caller, Place.DECLARATION_STATUS, new AppleEvent.DeclarationStatus(report));
    journal.reported(caller, new StatusReport(report));
    return reply;
  }

  private Reply keepBootstrapToken(Caller caller, Dictionary message) {
    byte[] token = message.data("BootstrapToken").orElseGet(() -> new byte[0]);
    database.write(
        tx -> {
          DeviceTable.putBootstrapToken(tx, caller.from().deviceId(), token);
          return true;
        });
    return Answers.empty();
  }

  private Reply bootstrapToken(Caller caller) {
    byte[] token =
        database
            .read(tx -> DeviceTable.findBootstrapToken(tx, caller.from().deviceId()))
            .orElseGet(() -> new byte[0]);
    return Answers.plist(Dictionary.EMPTY.with("BootstrapToken", new PlistValue.Data(token)));
  }
}
