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
 * A socket has joined its namespace: {@code void hear(@Observes @Connected SocketIoSocket socket)},
 * called after the {@link OnConnect} methods. Runs in the session's mailbox and must not block.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({TYPE, METHOD, FIELD, PARAMETER})
public @interface Connected {

  /** The annotation as a value. */
  @SuppressWarnings("ClassExplicitlyAnnotation") // the way CDI makes annotation values
  final class Literal extends AnnotationLiteral<Connected> implements Connected {
    public static final Literal INSTANCE = new Literal();
    private static final long serialVersionUID = 1L;
  }
}
