package io.fleetwire.testkit;

import io.fleetwire.engine.Delivery;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryLog;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Endpoints;
import io.fleetwire.engine.EngineStore;
import io.fleetwire.engine.Membership;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A store in front of another one, whose way of writing is its own. What else it does not do
/// itself, the one behind it does.
public interface StoreInFront extends EngineStore {
  EngineStore behind();

  @Override
  default Endpoints endpoints() {
    return behind().endpoints();
  }

  @Override
  default DeliveryLog log() {
    return behind().log();
  }

  @Override
  default Map<EndpointId, Instant> nextDues() {
    return behind().nextDues();
  }

  @Override
  default List<Delivery> heldBetween(DeliveryId from, DeliveryId below, int most) {
    return behind().heldBetween(from, below, most);
  }

  @Override
  default Membership membership() {
    return behind().membership();
  }

  @Override
  default long highestId() {
    return behind().highestId();
  }
}
