/**
 * Engine.IO protocol revision 4: sessions over two transports, without a server, a clock or a
 * socket.
 */
@NullMarked
package dev.tutti.engineio;

import org.jspecify.annotations.NullMarked;
