package io.fleetwire.simulator;

/// What all devices of a fleet share.
record Surroundings(
    FleetPlan plan,
    SimulatorWorld world,
    Network network,
    Patience patience,
    KeyPool keys,
    Tally tally) {}
