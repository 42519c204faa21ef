@NullMarked
package io.fleetwire.pki;

import org.jspecify.annotations.NullMarked;
