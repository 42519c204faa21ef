package io.fleetwire.engine;

import java.util.List;

/// Which lanes a node gives up and takes, so that all have the same number of them, but for one,
/// and as few as possible move: who has too many gives up the surplus and nothing else, who has too
/// few takes what belongs to nobody and nothing else. Pure; `nodes` are those that live, in the
/// order of their numbers.
record LanePlan(Lanes surplus, Lanes gain) {

  /// The plan of the node `number`, which is one of `nodes`. Those of its lanes that it is about to
  /// give up already are `leaving`: they stay the first to go.
  static LanePlan of(List<Node> nodes, int number, Lanes leaving) {
    Lanes mine = find(nodes, number).lanes();
    int share = share(nodes, number);
    int tooMany = Math.max(0, mine.size() - share);
    Lanes going = leaving.within(mine).first(tooMany);
    Lanes more = mine.without(going).last(tooMany - going.size());
    Lanes owned = nodes.stream().map(Node::lanes).reduce(Lanes.NONE, Lanes::with);
    Lanes gain = Lanes.ALL.without(owned).first(Math.max(0, share - mine.size()));
    return new LanePlan(going.with(more), gain);
  }

  private static Node find(List<Node> nodes, int number) {
    return nodes.stream().filter(node -> node.number() == number).findFirst().orElseThrow();
  }

  // What does not divide evenly goes to those who have more than the even share already, and then
  // to the lowest numbers, so that nothing moves for the sake of one lane.
  private static int share(List<Node> nodes, int number) {
    int even = Lane.COUNT / nodes.size();
    int left = Lane.COUNT % nodes.size();
    long before =
        nodes.stream()
            .filter(node -> node.number() != number && isBefore(node, find(nodes, number), even))
            .count();
    return before < left ? even + 1 : even;
  }

  private static boolean isBefore(Node node, Node other, int even) {
    boolean hasMore = node.lanes().size() > even;
    boolean otherHasMore = other.lanes().size() > even;
    return hasMore == otherHasMore ? node.number() < other.number() : hasMore;
  }
}
