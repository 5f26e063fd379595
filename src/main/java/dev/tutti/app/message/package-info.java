/** Private messages between users. */
@NullMarked
package dev.tutti.app.message;

import org.jspecify.annotations.NullMarked;
