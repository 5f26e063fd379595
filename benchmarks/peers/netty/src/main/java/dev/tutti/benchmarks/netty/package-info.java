/** The events on netty-socketio. */
package dev.tutti.benchmarks.netty;
