package io.fleetwire.testkit;

import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.EngineStore;
import java.util.List;

/// What a driver shows to the contract suites of {@link EngineStore}, besides the port itself.
public interface EngineStoreHarness extends AutoCloseable {

  /// The store under trial, empty at first.
  EngineStore store();

  /// Closes the store and opens it again: it has what was durable, and nothing else. From then on,
  /// {@link #store} is the new one.
  void reopen();

  /// The numbers of a delivery's attempts that the log has, in ascending order.
  List<Integer> attempts(DeliveryId delivery);

  @Override
  void close();
}
