package dev.tutti.events;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A socket has left its namespace: {@code void hear(@Observes @Disconnected SocketIoSocket
 * socket)}, called after the {@link OnDisconnect} methods. Runs in the session's mailbox and must
 * not block.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({TYPE, METHOD, FIELD, PARAMETER})
public @interface Disconnected {

  /** The annotation as a value. */
  @SuppressWarnings("ClassExplicitlyAnnotation") // the way CDI makes annotation values
  final class Literal extends AnnotationLiteral<Disconnected> implements Disconnected {
    public static final Literal INSTANCE = new Literal();
    private static final long serialVersionUID = 1L;
  }
}
