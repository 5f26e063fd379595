/** Tutti's container without Tutti. */
package dev.tutti.benchmarks.raw;
