package io.fleetwire.engine;

import java.time.Duration;
import java.util.List;

/// The nodes of a store and their lanes inside one transaction of one of them. Transactions of all
/// nodes happen one after the other, and those of a node that has been buried, or has left, are
/// refused as a whole: so what a node reads here is true until it commits. Confined to the call
/// that it was given to.
public interface NodeBook {

  /// All nodes in the order of their numbers, this one among them.
  List<Node> list();

  /// Gives this node a lease of that length from now on, and shows that it serves.
  void renew(Duration lease);

  /// Ends another node: nothing that it does is committed any more, and its lanes belong to nobody.
  void bury(Node node);

  /// Gives this node lanes that belong to nobody.
  void take(Lanes lanes);

  /// Gives up lanes of this node: they belong to nobody.
  void release(Lanes lanes);

  /// Ends this node and gives up its lanes. This transaction is the last one that is committed.
  void leave();
}
