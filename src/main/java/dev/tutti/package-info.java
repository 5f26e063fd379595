/** Tutti, the Socket.IO server for Jakarta EE: the composition root. */
@NullMarked
package dev.tutti;

import org.jspecify.annotations.NullMarked;
