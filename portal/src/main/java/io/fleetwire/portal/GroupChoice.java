package io.fleetwire.portal;

import io.fleetwire.access.Principal;
import io.fleetwire.engine.GivenNumber;
import io.fleetwire.lab.Group;
import io.fleetwire.lab.GroupAnswer;
import io.fleetwire.lab.GroupChange;
import io.fleetwire.lab.Groups;
import java.util.Optional;

/// A team or bundle as a form sends it: `team.3`.
record GroupChoice(Group.Kind kind, long id) {

  static Choice of(Group group) {
    String word = GroupView.word(group.kind());
    String label =
        Texts.sentence(word)
            + " "
            + group.name()
            + (group.platform().isEmpty() ? "" : " (" + group.platform() + ")");
    return new Choice(word + "." + group.id(), label);
  }

  /// Changes the one that `fields` choose. Returns the fields with what is wrong beside `group`;
  /// the same ones when it is done.
  static Fields change(Groups groups, Principal caller, Fields fields, GroupChange change) {
    return find(fields.value("group"))
        .map(one -> judged(groups.change(caller, one.kind(), one.id(), change), fields))
        .orElseGet(() -> fields.withFault("group", "Choose a team or bundle."));
  }

  private static Fields judged(GroupAnswer answer, Fields fields) {
    return switch (answer) {
      case GroupAnswer.Saved _ -> fields;
      case GroupAnswer.Refused(String _, String message) ->
          fields.withFault("group", Texts.sentence(message) + ".");
      case GroupAnswer.NotTheirs() ->
          fields.withFault("group", "Somebody else made it; ask who manages the lab.");
      case GroupAnswer.Unknown(), GroupAnswer.NameTaken _, GroupAnswer.TooMany _ ->
          fields.withFault("group", "It is not there any more.");
    };
  }

  private static Optional<GroupChoice> find(String text) {
    for (Group.Kind kind : Group.Kind.values()) {
      String start = GroupView.word(kind) + ".";
      if (text.startsWith(start)) {
        return GivenNumber.find(text.substring(start.length()))
            .map(number -> new GroupChoice(kind, number));
      }
    }
    return Optional.empty();
  }
}
