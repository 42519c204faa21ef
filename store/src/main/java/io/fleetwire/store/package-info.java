/// The database kernel and the engine's ports on it.
@NullMarked
package io.fleetwire.store;

import org.jspecify.annotations.NullMarked;
