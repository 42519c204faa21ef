package io.fleetwire.engine;

import java.util.Set;
import java.util.function.Consumer;

/// What a store says of the node that it was opened by. Thread-safe.
public interface Membership {
  /// The only one there may be: it owns all lanes, and shares with nobody.
  Membership ALONE =
      new Membership() {
        @Override
        public boolean isShared() {
          return false;
        }

        @Override
        public int number() {
          return 0;
        }

        @Override
        public boolean isExpelled() {
          return false;
        }

        @Override
        public void listen(Consumer<Set<EndpointId>> ear) {}
      };

  /// Whether there may be other nodes.
  boolean isShared();

  /// The number of this node, from 0 to 1023.
  int number();

  /// Whether another node has buried this one, so that the store takes nothing from it any more.
  boolean isExpelled();

  /// Lets `ear` hear what other nodes say: that something waits for these endpoints ({@link
  /// EngineTx#hint}); or, with none named, that endpoints, nodes or lanes have changed. It is
  /// called on a thread of the store and must be quick. What is said may be lost.
  void listen(Consumer<Set<EndpointId>> ear);
}
