/** Playback in sync. */
@NullMarked
package dev.tutti.app.music;

import org.jspecify.annotations.NullMarked;
