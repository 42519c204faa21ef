@NullMarked
package io.fleetwire.apple;

import org.jspecify.annotations.NullMarked;
