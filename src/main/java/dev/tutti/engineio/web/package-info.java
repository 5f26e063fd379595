/** The edge: the only classes that touch Servlet and Jakarta WebSocket. */
@NullMarked
package dev.tutti.engineio.web;

import org.jspecify.annotations.NullMarked;
