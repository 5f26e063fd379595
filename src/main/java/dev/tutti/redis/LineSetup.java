package dev.tutti.redis;

import java.util.concurrent.ThreadFactory;

/**
 * What all lines of a node have in common.
 *
 * @param changed runs after a connection has come or gone, on any thread; must not block
 */
record LineSetup(
    RedisConfig.Timing timing, ThreadFactory threads, RedisObserver observer, Runnable changed) {}
