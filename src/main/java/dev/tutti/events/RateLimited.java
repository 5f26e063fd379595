package dev.tutti.events;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Changes the limit that applies to an event anyway; configuration {@code tutti.rate-limit.<event>}
 * wins.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RateLimited {
  /** Whether the event is never refused for its rate. */
  boolean unlimited() default false;

  /** Events accepted in any window; 0 means the general default. */
  int limit() default 0;

  /** The window in ISO-8601, such as {@code PT1M}. */
  String window() default "PT1M";
}
