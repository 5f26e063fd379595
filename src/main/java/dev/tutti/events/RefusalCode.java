package dev.tutti.events;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a Jakarta Validation constraint its own code in the answer; without it a violation answers
 * {@code invalid_payload}. It stands on a payload type, which the constraint names:
 *
 * <pre>{@code
 * @RefusalCode("message_too_long")
 * interface MessageTooLong extends Payload {}
 *
 * record PrivateMessage(
 *     @NotNull @Size(max = 1000, message = "Message too long", payload = MessageTooLong.class)
 *     String message) {}
 * }</pre>
 *
 * <p>The constraint's message becomes the answer's {@code error}, the property's path its {@code
 * field}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RefusalCode {
  /** A snake_case word that programs read. */
  String value();
}
