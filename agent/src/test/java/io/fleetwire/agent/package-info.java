@NullMarked
package io.fleetwire.agent;

import org.jspecify.annotations.NullMarked;
