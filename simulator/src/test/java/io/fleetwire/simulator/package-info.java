@NullMarked
package io.fleetwire.simulator;

import org.jspecify.annotations.NullMarked;
