/// Benchmarks and the load harness; never shipped.
@NullMarked
package io.fleetwire.bench;

import org.jspecify.annotations.NullMarked;
