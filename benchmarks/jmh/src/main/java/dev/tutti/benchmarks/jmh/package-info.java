/**
 * What Tutti itself costs, without a server: clients are null transports, which take every frame at
 * once. Each benchmark that has a goal has its baseline beside it.
 */
package dev.tutti.benchmarks.jmh;
