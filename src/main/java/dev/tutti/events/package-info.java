/** The programming model: event controllers, their dispatcher, interceptors and limits. */
@NullMarked
package dev.tutti.events;

import org.jspecify.annotations.NullMarked;
