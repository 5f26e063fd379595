/** Rooms that clients may name: who is in, who may join. */
@NullMarked
package dev.tutti.app.room;

import org.jspecify.annotations.NullMarked;
