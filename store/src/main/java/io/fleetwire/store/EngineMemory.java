package io.fleetwire.store;

import io.fleetwire.engine.Endpoints;
import java.util.Optional;

/// What the engine's store keeps in memory.
record EngineMemory(
    CommittedValue<Endpoints> endpoints, Sequences sequences, Sweep sweep, Optional<House> house) {}
