/** What the features share: how texts are cleaned, how an outgoing event is stamped. */
@NullMarked
package dev.tutti.app;

import org.jspecify.annotations.NullMarked;
