package io.fleetwire.apple;

import io.fleetwire.apple.Backend.Asker;
import io.fleetwire.apple.Backend.Question;
import io.fleetwire.apple.ChannelTable.Told;
import io.fleetwire.apple.Effect.Place;
import io.fleetwire.plist.PlistValue;
import io.fleetwire.plist.PlistValue.Dictionary;
import io.fleetwire.web.Reply;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A device asks for work (contract 2.4, 3.1): its result is told first, then the backend decides
/// what comes next. Thread-safe; blocks.
final class Connects {
  private static final System.Logger LOG = System.getLogger("io.fleetwire.apple");

  private final Backend backend;
  private final Answers answers;
  private final Declarations declarations;
  private final Telling telling;
  private final Journal journal;
  private final Sessions sessions = new Sessions();

  Connects(
      Backend backend,
      Answers answers,
      Declarations declarations,
      Telling telling,
      Journal journal) {
    this.journal = journal;
    this.backend = backend;
    this.answers = answers;
    this.declarations = declarations;
    this.telling = telling;
  }

  Reply answer(Caller caller, Connect connect) {
    Reply reply = decide(caller, connect);
    if (reply.status() != 200) {
      String detail = "on " + connect.status().word();
      journal.line(
          caller,
          new Journal.Entry(
              AppleBook.Kind.REFUSAL,
              "answered " + reply.status(),
              detail,
              connect.commandUuid().orElse("")));
    }
    return reply;
  }

  private Reply decide(Caller caller, Connect connect) {
    if (connect.status() == Connect.Status.IDLE) {
      sessions.begin(caller.from());
    } else {
      Optional<Reply> refused = take(caller, connect, connect.commandUuid().orElseThrow());
      if (refused.isPresent()) {
        return refused.get();
      }
    }
    return next(caller);
  }

  /// Takes a result; the answer is there when the device shall keep it, or shall go.
  private Optional<Reply> take(Caller caller, Connect connect, String uuid) {
    journal.line(
        caller,
        new Journal.Entry(
            AppleBook.Kind.RESULT, connect.status().word(), connect.topError(), uuid));
    boolean later = connect.status() == Connect.Status.NOT_NOW;
    if (later) {
      sessions.postpone(caller.from(), uuid);
    }
    if (DdmCommand.isOne(uuid)) {
      return Optional.empty();
    }
    AppleEvent result = new AppleEvent.CommandResult(connect);
    byte[] event = AppleJson.bytes(result.json());
    // By the certificate, too: after enrolling anew the same words are news.
    String from = caller.from().channelId() + '\n' + caller.device().print() + '\n';
    String digest = DdmCommand.digest(from + DdmCommand.digest(event));
    // A command for which there was no time may be sent again, and there may be none again: that
    // is news each time.
    if (!later && telling.wasTaken(caller, digest)) {
      return Optional.empty();
    }
    String id = later ? caller.origin().trace().value() : "res_" + digest.substring(0, 32);
    BackendAnswer answer =
        backend.ask(Question.EVENT, Asker.of(caller), id, caller.scope().event(result.json()));
    Optional<Reply> refused = answers.of(Place.COMMAND_RESULT, answer, caller);
    if (refused.isEmpty()) {
      telling.taken(caller, result, digest);
    }
    return refused;
  }

  private Reply next(Caller caller) {
    BackendAnswer answer = backend.ask(Question.CHECK_IN, Asker.of(caller), caller.scope().body());
    if (!(answer instanceof BackendAnswer.Good(int _, var _, Optional<JsonNode> json))) {
      return answers.of(Place.CHECK_IN, answer, caller).orElseGet(Answers::empty);
    }
    return switch (Decision.read(json)) {
      case Decision.Idle _ -> Answers.empty();
      case Decision.Command command -> command(caller, command);
      case Decision.DdmSync(String serverToken) -> sync(caller, serverToken);
      case Decision.Unreadable(String reason) -> unreadable(caller, reason);
    };
  }

  private Reply command(Caller caller, Decision.Command command) {
    if (sessions.isPostponed(caller.from(), command.commandUuid())) {
      return Answers.empty();
    }
    return switch (CommandPlist.command(command.requestType(), command.payload())) {
      case CommandPlist.Answer.Made(Dictionary made) -> send(caller, command.commandUuid(), made);
      case CommandPlist.Answer.Refused(String reason) ->
          unreadable(caller, "the command " + command.commandUuid() + ": " + reason);
    };
  }

  private Reply sync(Caller caller, String serverToken) {
    String uuid = DdmCommand.uuid(caller.from().channelId(), serverToken);
    if (sessions.isPostponed(caller.from(), uuid) || !sessions.sync(caller.from(), serverToken)) {
      return Answers.empty();
    }
    return switch (declarations.tokens(caller, Place.CHECK_IN)) {
      case Declarations.Tokens.None(Reply reply) -> reply;
      case Declarations.Tokens.Here(Told told) ->
          send(
              caller,
              uuid,
              Dictionary.EMPTY
                  .with("RequestType", "DeclarativeManagement")
                  .with(
                      "Data", new PlistValue.Data(AppleJson.bytes(Declarations.syncTokens(told)))));
    };
  }

  private Reply send(Caller caller, String uuid, Dictionary command) {
    journal.line(
        caller,
        new Journal.Entry(
            AppleBook.Kind.COMMAND, command.text("RequestType").orElse(""), "", uuid));
    return Answers.plist(Dictionary.EMPTY.with("CommandUUID", uuid).with("Command", command));
  }

  /// What the backend wants cannot be told to a device: it comes again.
  private Reply unreadable(Caller caller, String reason) {
    LOG.log(
        System.Logger.Level.ERROR,
        "the backend must be corrected: {0}; trace {1}",
        reason,
        caller.origin().trace());
    return Reply.empty(500);
  }
}
