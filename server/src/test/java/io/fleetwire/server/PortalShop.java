package io.fleetwire.server;

import io.fleetwire.access.Role;
import io.fleetwire.testkit.FakeReceiver;
import java.net.URI;

/// An organization of a trial of the portal: its owner in a browser, its caller of the API that
/// makes what pages show, and a receiver.
record PortalShop(TrialServer server, TrialApi api, PortalSite.Person owner) {

  static PortalShop open(PortalSite site) {
    TrialCompany company = site.server().company("fleetwire");
    return new PortalShop(
        site.server(), new TrialApi(company.caller()), site.person(company.id(), Role.OWNER));
  }

  /// The id of an endpoint of that name that wants everything.
  String endpoint(URI url, String name, String... members) {
    String more = members.length == 0 ? "" : "," + String.join(",", members);
    return TrialApi.id(
        201, api.endpoint(url, "\"eventTypes\":[\"*\"],\"description\":\"" + name + "\"" + more));
  }

  /// The id of a new endpoint to which so many events of one type have been delivered.
  String delivered(String type, FakeReceiver receiver, int count) {
    String endpoint = endpoint(hook(receiver), "Warehouse board");
    publish(type, count);
    awaitDelivered(endpoint, count);
    return endpoint;
  }

  /// Publishes so many events of one type, each about another device.
  void publish(String type, int count) {
    for (int i = 1; i <= count; i++) {
      api.publish(type, "tablet-" + (100 + i), "{\"level\":" + i + ",\"model\":\"Tab A9\"}");
    }
  }

  /// The id of the newest delivery to an endpoint.
  String newestDelivery(String endpoint) {
    return TrialJson.of(200, api.caller().get(TrialApi.DELIVERIES + "?endpoint=" + endpoint))
        .path("data")
        .path(0)
        .path("id")
        .stringValue();
  }

  /// Returns when that many deliveries to an endpoint have arrived and been settled.
  void awaitDelivered(String endpoint, int count) {
    String delivered = TrialApi.DELIVERIES + "?state=delivered&endpoint=" + endpoint;
    TrialServer.await(
        () -> TrialJson.of(200, api.caller().get(delivered)).path("data").size() >= count,
        "fewer than " + count + " were delivered");
  }

  static URI hook(FakeReceiver receiver) {
    return receiver.url("/hooks/fleet");
  }
}
