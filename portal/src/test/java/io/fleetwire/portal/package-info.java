@NullMarked
package io.fleetwire.portal;

import org.jspecify.annotations.NullMarked;
