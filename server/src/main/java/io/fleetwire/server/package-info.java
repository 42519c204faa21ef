/// Main, command line, configuration and wiring.
@NullMarked
package io.fleetwire.server;

import org.jspecify.annotations.NullMarked;
