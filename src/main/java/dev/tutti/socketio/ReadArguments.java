package dev.tutti.socketio;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one event as their readers read them.
 *
 * @param readers who read them, by position
 * @param values one for each reader; null also where the argument is missing
 */
record ReadArguments(List<ArgumentReader> readers, List<@Nullable Object> values) {}
