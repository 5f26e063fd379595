/** What makes development easy and must stay off in production: tokens for anyone. */
@NullMarked
package dev.tutti.dev;

import org.jspecify.annotations.NullMarked;
