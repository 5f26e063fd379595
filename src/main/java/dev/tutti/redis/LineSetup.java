package dev.tutti.redis;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all lines of a node have in common.
 *
 * @param interruptions counts how often something that is subscribed to may not have been heard
 * @param changed runs after a connection has come or gone, on any thread; must not block
 */
record LineSetup(
    RedisConfig.Timing timing,
    ThreadFactory threads,
    RedisObserver observer,
    AtomicInteger interruptions,
    Runnable changed) {}
