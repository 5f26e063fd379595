package dev.tutti.events;

import java.lang.annotation.Annotation;

/** What a method of a controller handles. */
enum HandlerKind {
  EVENT(OnEvent.class),
  CONNECT(OnConnect.class),
  DISCONNECT(OnDisconnect.class);

  private final Class<? extends Annotation> annotation;

  HandlerKind(Class<? extends Annotation> annotation) {
    this.annotation = annotation;
  }

  /** The annotation that makes a method one of this kind. */
  Class<? extends Annotation> annotation() {
    return annotation;
  }
}
