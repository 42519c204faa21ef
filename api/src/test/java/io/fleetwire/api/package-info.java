@NullMarked
package io.fleetwire.api;

import org.jspecify.annotations.NullMarked;
