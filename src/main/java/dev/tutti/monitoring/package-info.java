/** Metrics, health and JMX: observes, is never called by name. */
@NullMarked
package dev.tutti.monitoring;

import org.jspecify.annotations.NullMarked;
