/** Who a client is: token verification, users, revocation and allowed origins. */
@NullMarked
package dev.tutti.security;

import org.jspecify.annotations.NullMarked;
