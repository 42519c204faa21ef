package io.fleetwire.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.engine.OrganizationId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OrganizationsTest extends OwnWorld {
  private Organizations organizations;

  @BeforeEach
  void open() {
    organizations = world.access().organizations();
  }

  @Test
  void idsCountFromOneAlsoAfterARestart() {
    assertThat(organizations.create("A").id()).isEqualTo(new OrganizationId(1));
    assertThat(organizations.create("B").id()).isEqualTo(new OrganizationId(2));
    world.reopen();
    assertThat(world.access().organizations().create("A").id()).isEqualTo(new OrganizationId(3));
    assertThat(world.access().organizations().find(new OrganizationId(2)))
        .contains(new Organization(new OrganizationId(2), "B"));
    assertThat(world.access().organizations().find(new OrganizationId(9))).isEmpty();
  }

  @Test
  void aManagerActsForItsCustomersAndNobodyElse() {
    OrganizationId manager = organizations.create("Manager").id();
    OrganizationId customer = organizations.create("Customer").id();
    OrganizationId stranger = organizations.create("Stranger").id();
    organizations.letManage(manager, customer);
    organizations.letManage(manager, customer);

    Principal caller = principal(manager);
    assertThat(organizations.actFor(caller, customer.toString()))
        .contains(new Principal(customer, caller.scopes(), caller.client(), Principal.Kind.OAUTH));
    assertThat(organizations.actFor(caller, stranger.toString())).isEmpty();
    assertThat(organizations.actFor(caller, manager.toString())).contains(caller);
    assertThat(organizations.actFor(principal(customer), manager.toString())).isEmpty();
    assertThat(organizations.actFor(principal(stranger), customer.toString())).isEmpty();
  }

  @Test
  void theCustomersOfACustomerAreNotTheManagers() {
    OrganizationId top = organizations.create("Top").id();
    OrganizationId middle = organizations.create("Middle").id();
    OrganizationId bottom = organizations.create("Bottom").id();
    organizations.letManage(top, middle);
    organizations.letManage(middle, bottom);
    assertThat(organizations.manages(top, bottom)).isFalse();
  }

  @Test
  void managementCanEnd() {
    OrganizationId manager = organizations.create("Manager").id();
    OrganizationId customer = organizations.create("Customer").id();
    assertThat(organizations.letManage(manager, customer)).isTrue();
    assertThat(organizations.letManage(manager, customer)).isFalse();
    assertThat(organizations.list())
        .containsExactly(
            new Tenancy(new Organization(manager, "Manager"), List.of(customer)),
            new Tenancy(new Organization(customer, "Customer"), List.of()));
    assertThat(organizations.endManagement(manager, customer)).isTrue();
    assertThat(organizations.endManagement(manager, customer)).isFalse();
    assertThat(organizations.manages(manager, customer)).isFalse();
    for (OrganizationId each : List.of(manager, customer)) {
      assertThat(world.access().audit().list(each, Long.MAX_VALUE, 10))
          .extracting(AuditEntry::action)
          .containsExactly("organization.end-management", "organization.let-manage");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "+1", "01", "1 ", "x", "9", "99999999999999999999", "१"})
  void whatNamesNoOrganizationIsRefused(String text) {
    Principal caller = principal(organizations.create("A").id());
    assertThat(organizations.actFor(caller, text)).isEmpty();
  }

  @Test
  void anUnusableNameIsABugOfTheCaller() {
    assertThat(Organization.isName(" ")).isFalse();
    assertThat(Organization.isName("x".repeat(201))).isFalse();
    assertThatThrownBy(() -> organizations.create(" ")).isInstanceOf(AssertionError.class);
  }

  private static Principal principal(OrganizationId organization) {
    return new Principal(organization, World.scopes("kai"), "client", Principal.Kind.OAUTH);
  }
}
