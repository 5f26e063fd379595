/** The REST API for back ends. */
@NullMarked
package dev.tutti.admin;

import org.jspecify.annotations.NullMarked;
