package io.fleetwire.simulator;

/// What all hosts of a lab share.
record LabSurroundings(
    LabPlan plan, SimulatorWorld world, Network network, Patience patience, LabTally tally) {}
