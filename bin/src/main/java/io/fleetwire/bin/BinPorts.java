package io.fleetwire.bin;

import io.fleetwire.callback.OptionsBook;
import io.fleetwire.engine.Endpoints;
import java.util.List;
import java.util.function.Supplier;

/// What the room needs of others. `endpoints` are those of this moment; `certificates` are the ones
/// in PEM that receivers of Knox callbacks can download now.
public record BinPorts(
    Supplier<Endpoints> endpoints, OptionsBook options, Supplier<List<String>> certificates) {}
