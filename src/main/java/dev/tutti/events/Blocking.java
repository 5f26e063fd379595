package dev.tutti.events;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs on a bounded executor, since the handler waits for something; the connection's next events
 * wait behind it. What it sends leaves at once; what any other handler sends may leave together
 * when the handler ends, so that a handler which waits for a client must be marked.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Blocking {}
