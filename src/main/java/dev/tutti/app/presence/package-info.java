/** Who is online, and who is told. */
@NullMarked
package dev.tutti.app.presence;

import org.jspecify.annotations.NullMarked;
