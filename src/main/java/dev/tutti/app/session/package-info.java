/** The life of a signed-in socket: authentication, token expiry and refresh, revocation. */
@NullMarked
package dev.tutti.app.session;

import org.jspecify.annotations.NullMarked;
