/**
 * A load generator for Socket.IO v4 servers that speak the events of Tutti's example application,
 * on one thread and without a library.
 */
package dev.tutti.benchmarks.load;
