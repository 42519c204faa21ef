/// Samsung Knox webhook notification and device management service.
@NullMarked
package io.fleetwire.knox;

import org.jspecify.annotations.NullMarked;
