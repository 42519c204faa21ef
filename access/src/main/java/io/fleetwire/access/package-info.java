/// Who may do what: organizations, users, keys, tokens.
@NullMarked
package io.fleetwire.access;

import org.jspecify.annotations.NullMarked;
