/// The HTTP plumbing that the slices share.
@NullMarked
package io.fleetwire.web;

import org.jspecify.annotations.NullMarked;
