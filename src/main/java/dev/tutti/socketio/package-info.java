/** Socket.IO protocol revision 5: packets, namespaces, sockets, rooms, acks and broadcasts. */
@NullMarked
package dev.tutti.socketio;

import org.jspecify.annotations.NullMarked;
