package io.fleetwire.server;

import io.fleetwire.access.Organization;
import io.fleetwire.access.Organizations;
import io.fleetwire.access.Tenancy;
import io.fleetwire.engine.GivenNumber;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.server.Kind.BadSetting;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `organizations`: lists them, makes one, and says who may act for whom.
final class OrganizationsCommand implements Command {
  private static final String CREATE = "--create";
  private static final String MANAGER = "--manager";
  private static final String CUSTOMER = "--customer";
  private static final String END = "--end";

  @Override
  public CommandSpec spec() {
    return Options.command(
        "organizations",
        "List the organizations of a server, make one, or let one act for another: its tokens"
            + " then work for that one, too, when a request names it in x-wsm-managed-tenantid."
            + " Works beside a running server.",
        Options.config(),
        Options.data(),
        Options.database(),
        Options.text(
            CREATE,
            "NAME",
            "Make an organization without people; 'bootstrap' makes one with an owner."),
        Options.text(MANAGER, "NUMBER", "The organization that may act for another."),
        Options.text(CUSTOMER, "NUMBER", "The organization that it may act for."),
        Options.flag(END, "With --manager and --customer: it may no longer."));
  }

  /// Who may act for whom.
  private record Pair(OrganizationId manager, OrganizationId customer) {

    List<OrganizationId> both() {
      return List.of(manager, customer);
    }
  }

  @Override
  public int run(ParseResult arguments, Console console) throws BadSetting {
    ToIntFunction<Organizations> work = work(arguments, console);
    return Options.configured(
        arguments,
        console,
        config -> {
          try (Workshop workshop = Wiring.workshopOfServer(config)) {
            return work.applyAsInt(workshop.access().organizations());
          }
        });
  }

  private static ToIntFunction<Organizations> work(ParseResult arguments, Console console)
      throws BadSetting {
    Optional<String> name = Options.find(arguments, CREATE);
    Optional<OrganizationId> manager = number(arguments, MANAGER);
    Optional<OrganizationId> customer = number(arguments, CUSTOMER);
    boolean end = Options.has(arguments, END);
    boolean isPair = manager.isPresent() || customer.isPresent() || end;
    if ((name.isPresent() && isPair)
        || (isPair && (manager.isEmpty() || customer.isEmpty()))
        || (isPair && manager.equals(customer))) {
      throw new BadSetting(
          "choose --create NAME, or --manager NUMBER --customer NUMBER of two organizations, with"
              + " --end or without");
    }
    if (name.isPresent()) {
      if (!Organization.isName(name.get())) {
        throw new BadSetting("--create: an organization has a name of 1 to 200 letters");
      }
      return organizations -> create(organizations, name.get(), console);
    }
    if (isPair) {
      Pair pair = new Pair(manager.orElseThrow(), customer.orElseThrow());
      return organizations -> change(organizations, pair, end, console);
    }
    return organizations -> list(organizations, console);
  }

  private static Optional<OrganizationId> number(ParseResult arguments, String option)
      throws BadSetting {
    Optional<String> text = Options.find(arguments, option);
    Optional<OrganizationId> id = text.flatMap(GivenNumber::find).map(OrganizationId::new);
    if (text.isPresent() && id.isEmpty()) {
      throw new BadSetting(option + ": an organization has a number, such as 1");
    }
    return id;
  }

  /// The first one runs the server, and needs somebody who can sign in.
  private static int create(Organizations organizations, String name, Console console) {
    if (organizations.list().isEmpty()) {
      console.say("The first organization has an owner: 'fleetwire bootstrap' makes both.");
      return ExitStatus.REFUSED;
    }
    return print(organizations.create(name), List.of(), console);
  }

  private static int change(Organizations organizations, Pair pair, boolean end, Console console) {
    Optional<OrganizationId> missing =
        pair.both().stream().filter(id -> organizations.find(id).isEmpty()).findFirst();
    if (missing.isPresent()) {
      console.say("There is no organization " + missing.get() + "; see 'fleetwire organizations'.");
      return ExitStatus.REFUSED;
    }
    boolean changed =
        end
            ? organizations.endManagement(pair.manager(), pair.customer())
            : organizations.letManage(pair.manager(), pair.customer());
    console.say(
        "Organization %s %s act for organization %s%s."
            .formatted(
                pair.manager(),
                end ? "may not" : "may",
                pair.customer(),
                changed ? " from now on" : ", as before"));
    return ExitStatus.OK;
  }

  private static int list(Organizations organizations, Console console) {
    for (Tenancy each : organizations.list()) {
      print(each.organization(), each.customers(), console);
    }
    return ExitStatus.OK;
  }

  private static int print(
      Organization organization, List<OrganizationId> customers, Console console) {
    String acts =
        customers.isEmpty()
            ? ""
            : customers.stream()
                .map(OrganizationId::toString)
                .collect(Collectors.joining(", ", "\tacts for ", ""));
    console.out().println(organization.id() + "\t" + organization.name() + acts);
    return ExitStatus.OK;
  }
}
