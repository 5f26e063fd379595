/**
 * Several nodes over Redis: the adapter and the stores that all nodes share. Only here Jedis is
 * known.
 */
@NullMarked
package dev.tutti.redis;

import org.jspecify.annotations.NullMarked;
