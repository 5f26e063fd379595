package dev.tutti.engineio;

import org.jspecify.annotations.Nullable;

/** Takes the body of one POST; the edge calls exactly one of the methods, once. */
public interface BodyReceiver {

  /**
   * The whole body is here.
   *
   * @param contentType the header's value, null if there is none
   */
  void received(@Nullable String contentType, byte[] body);

  /** The body has more than {@link EngineIoConfig#maxPayloadBytes()} bytes. */
  void tooLarge();

  /** The client went away before the end. */
  void broken();
}
