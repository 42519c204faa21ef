package io.fleetwire.portal;

import io.fleetwire.access.Access;
import io.fleetwire.access.DirectoryAnswer;
import io.fleetwire.access.Invitation;
import io.fleetwire.access.InvitationAnswer;
import io.fleetwire.access.Permission;
import io.fleetwire.access.Principal;
import io.fleetwire.access.ResetAnswer;
import io.fleetwire.access.Role;
import io.fleetwire.access.User;
import io.fleetwire.access.UserId;
import io.fleetwire.engine.Secret;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// Who is here, who was invited, and what is done about them. Thread-safe.
final class PeopleArea implements Area {
  private static final Set<Permission> ORGANIZATION = Set.of(Permission.ORGANIZATION);
  private static final String ALL = Place.PEOPLE.path();
  private static final String ONE = ALL + "/users/{userId}";
  private static final String WITHDRAW = ALL + "/invitations/{invitationId}/withdraw";

  private final Pages pages;
  private final Access access;
  private final Origins origins;
  private final InstantSource clock;

  PeopleArea(Pages pages, Access access, Origins origins, InstantSource clock) {
    this.pages = pages;
    this.access = access;
    this.origins = origins;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Paths.get(ALL, ORGANIZATION, request -> list(200, request, Fields.EMPTY)),
        Paths.post(ALL + "/invite", ORGANIZATION, this::invite),
        Paths.post(WITHDRAW, ORGANIZATION, this::withdraw),
        Paths.get(ONE, ORGANIZATION, this::one),
        Paths.post(ONE + "/role", ORGANIZATION, this::setRole),
        Paths.post(ONE + "/enabled", ORGANIZATION, this::setEnabled),
        Paths.post(ONE + "/reset", ORGANIZATION, this::makeReset),
        Paths.get(ONE + "/remove", ORGANIZATION, this::askRemoval),
        Paths.post(ONE + "/remove", ORGANIZATION, this::remove),
        Paths.get(ONE + "/owner", ORGANIZATION, this::askHandOver),
        Paths.post(ONE + "/owner", ORGANIZATION, this::handOver));
  }

  private Reply list(int status, Request request, Fields fields) {
    Principal by = request.principal();
    PeopleView view =
        new PeopleView(
            access.directory().users(by.organization()),
            access.invitations().list(by.organization()),
            givable(by),
            fields,
            clock.instant());
    return pages.show(
        status,
        request,
        Heading.of(Place.PEOPLE),
        (out, frame) -> JtePeopleGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private List<Role> givable(Principal by) {
    return access.directory().roles(by.organization()).stream()
        .filter(role -> !role.isOwner())
        .filter(role -> by.person().permissions().containAll(role.permissions()))
        .toList();
  }

  private Reply invite(Request request) {
    Fields fields = Fields.read(request.form(), List.of("email", "role"));
    return switch (access
        .invitations()
        .invite(request.principal(), fields.value("email"), fields.value("role"))) {
      case InvitationAnswer.Invited(Invitation invitation, Secret token) ->
          shown(request, invitation, token);
      case InvitationAnswer.Refused(String field, String message) ->
          list(422, request, fields.withFault(field, message));
      case InvitationAnswer.Unknown _, InvitationAnswer.Joined _ ->
          throw new AssertionError("an invitation is made or refused");
    };
  }

  private Reply shown(Request request, Invitation invitation, Secret token) {
    ShownView view =
        new ShownView(
            "Invitation for " + invitation.email(),
            "Send them this link: it is shown this once, and lets one person in as "
                + invitation.role().name()
                + " within a week. Whoever has it can use it."
                + origins.warning(),
            List.of(
                new ShownView.Item(
                    "invitation",
                    "Link",
                    origins.of(request) + JoinArea.JOIN + "?token=" + token.reveal())),
            PeopleTab.USERS.crumb());
    return pages.showOnce(request, Heading.below(Place.PEOPLE, view.title()), view);
  }

  private Reply withdraw(Request request) {
    long number = Numbers.of(request, "invitationId");
    boolean known = access.invitations().withdraw(request.principal(), number);
    return pages.goTo(
        ALL, known ? "The invitation was withdrawn." : "There is no such invitation any more.");
  }

  private Reply one(Request request) {
    User user = known(request);
    Principal by = request.principal();
    boolean self = user.id().value() == by.person().number();
    boolean mayChange =
        !self
            && !user.role().isOwner()
            && by.person().permissions().containAll(user.role().permissions());
    boolean mayHandOver = !self && user.enabled() && request.session().user().role().isOwner();
    PeopleView.One view = new PeopleView.One(user, givable(by), mayChange, mayHandOver);
    return pages.show(
        request,
        PeopleTab.below(PeopleTab.USERS, user.email()),
        (out, frame) -> JtePersonGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private Reply setRole(Request request) {
    String role = request.form().find("role").orElse("");
    UserId id = known(request).id();
    return told(access.directory().setRole(request.principal(), id, role), "has another role now.");
  }

  private Reply setEnabled(Request request) {
    boolean enabled = request.form().find("enabled").isPresent();
    return told(
        access.directory().setEnabled(request.principal(), known(request).id(), enabled),
        enabled ? "can sign in again." : "is signed out and cannot come back for now.");
  }

  private Reply makeReset(Request request) {
    return switch (access.resets().make(request.principal(), known(request).id())) {
      case ResetAnswer.Made(User user, Secret token) -> shownReset(request, user, token);
      case ResetAnswer.NotAllowed(String message) ->
          throw new ProblemException(new Problem.Forbidden(message));
      case ResetAnswer.Unknown() -> throw unknown();
      case ResetAnswer.Done _, ResetAnswer.Refused _ ->
          throw new AssertionError("a link was to be made");
    };
  }

  private Reply shownReset(Request request, User user, Secret token) {
    ShownView view =
        new ShownView(
            "A new password for " + user.email(),
            "Send them this link: it is shown this once, and whoever opens it within a day sets"
                + " the password. Until then the old one works."
                + origins.warning(),
            List.of(
                new ShownView.Item("reset", "Link", origins.of(request) + Portal.resetPath(token))),
            PeopleTab.USERS.crumb());
    return pages.showOnce(request, PeopleTab.below(PeopleTab.USERS, user.email()), view);
  }

  private Reply askRemoval(Request request) {
    PeopleView.One one = new PeopleView.One(known(request), List.of(), true, false);
    return pages.ask(request, Place.PEOPLE, one.removal());
  }

  private Reply remove(Request request) {
    User user = known(request);
    return told(access.directory().remove(request.principal(), user.id()), "was removed.");
  }

  private Reply askHandOver(Request request) {
    PeopleView.One one = new PeopleView.One(known(request), List.of(), false, true);
    return pages.ask(request, Place.PEOPLE, one.handOver());
  }

  private Reply handOver(Request request) {
    return told(
        access.directory().handOver(request.principal(), known(request).id()), "is the owner now.");
  }

  private Reply told(DirectoryAnswer answer, String done) {
    return switch (answer) {
      case DirectoryAnswer.ChangedUser(User user) -> pages.goTo(ALL, user.email() + " " + done);
      case DirectoryAnswer.NewUser _, DirectoryAnswer.ChangedRole _ ->
          throw new AssertionError("a user was to be changed");
      case DirectoryAnswer.Unknown() -> throw unknown();
      case DirectoryAnswer.Refused(String _, String message) ->
          pages.goTo(ALL, "Nothing was changed: " + message + ".");
      case DirectoryAnswer.NotAllowed(String message) ->
          throw new ProblemException(new Problem.Forbidden(message));
    };
  }

  private User known(Request request) {
    long number = Numbers.of(request, "userId");
    return access.directory().users(request.principal().organization()).stream()
        .filter(user -> user.id().value() == number)
        .findFirst()
        .orElseThrow(PeopleArea::unknown);
  }

  private static ProblemException unknown() {
    return new ProblemException(
        new Problem.NotFound("your organization has no such user; somebody may have removed them"));
  }
}
