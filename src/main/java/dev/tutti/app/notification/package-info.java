/** Notifications from back ends to users. */
@NullMarked
package dev.tutti.app.notification;

import org.jspecify.annotations.NullMarked;
