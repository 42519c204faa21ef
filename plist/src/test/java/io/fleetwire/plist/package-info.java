@NullMarked
package io.fleetwire.plist;

import org.jspecify.annotations.NullMarked;
