/// For those who receive our webhooks: verify, parse, deduplicate.
@NullMarked
package io.fleetwire.receiver;

import org.jspecify.annotations.NullMarked;
