/// The only door out: address guard, sender, signers.
@NullMarked
package io.fleetwire.egress;

import org.jspecify.annotations.NullMarked;
