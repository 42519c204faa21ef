/// Fakes, contract suites and clocks, of product quality.
@NullMarked
package io.fleetwire.testkit;

import org.jspecify.annotations.NullMarked;
