@NullMarked
package io.fleetwire.access;

import org.jspecify.annotations.NullMarked;
