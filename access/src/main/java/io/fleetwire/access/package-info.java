/// Who may call, and in whose name.
@NullMarked
package io.fleetwire.access;

import org.jspecify.annotations.NullMarked;
