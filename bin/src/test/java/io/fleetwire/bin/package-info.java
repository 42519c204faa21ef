@NullMarked
package io.fleetwire.bin;

import org.jspecify.annotations.NullMarked;
