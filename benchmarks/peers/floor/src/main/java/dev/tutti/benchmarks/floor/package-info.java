/** One thread and one write a delivery: what no server can go below. */
package dev.tutti.benchmarks.floor;
