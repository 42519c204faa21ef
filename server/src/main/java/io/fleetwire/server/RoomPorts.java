package io.fleetwire.server;

import io.fleetwire.access.Access;
import io.fleetwire.api.Api;
import io.fleetwire.api.ApiPorts;
import io.fleetwire.apple.Apple;
import io.fleetwire.apple.ApplePorts;
import io.fleetwire.apple.AppleService;
import io.fleetwire.apple.PushPorts;
import io.fleetwire.callback.Callbacks;
import io.fleetwire.engine.CallbackFormat;
import io.fleetwire.engine.RunningEngine;
import io.fleetwire.knox.Knox;
import io.fleetwire.knox.KnoxService;
import io.fleetwire.lab.Lab;
import io.fleetwire.lab.LabPorts;
import io.fleetwire.portal.PortalPorts;
import io.fleetwire.portal.WebhookPorts;
import io.fleetwire.store.SqlEngineStore;
import java.util.List;
import java.util.Optional;

/// What a room is given of those that are made before it.
final class RoomPorts {
  private RoomPorts() {}

  static PortalPorts portal(Access access, Slices slices, WebhookPorts hooks) {
    return new PortalPorts(
        access,
        slices.lab().desks(),
        slices.knox().desks(),
        slices.apple().map(AppleService::desks),
        hooks,
        slices.bins().desk(access.audit()));
  }

  static ApplePorts apple(
      SqlEngineStore store, RunningEngine engine, Callbacks callbacks, Optional<PushPorts> pushes) {
    return new ApplePorts(store, engine.intake(), callbacks.sender(), callbacks.book(), pushes);
  }

  static List<CallbackFormat> formats(
      Knox knox, Lab lab, Optional<Apple> apple, Callbacks callbacks) {
    return List.of(
        knox.format(),
        lab.format(),
        apple.map(Apple::format).orElseGet(() -> Apple.format(callbacks)),
        Api.format(callbacks));
  }

  static LabPorts lab(SqlEngineStore store, RunningEngine engine, Access access) {
    return new LabPorts(
        store, engine.intake(), engine.endpointSwitch(), engine.redelivery(), access);
  }

  static ApiPorts api(
      SqlEngineStore store, RunningEngine engine, Callbacks callbacks, KnoxService knox) {
    return new ApiPorts(
        store,
        engine.intake(),
        engine.endpointSwitch(),
        new ApiPorts.Again(engine.redelivery(), engine.replays()),
        callbacks,
        new DialectCatalogue(knox.events().catalogue()));
  }
}
