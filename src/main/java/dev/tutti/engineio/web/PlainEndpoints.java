package dev.tutti.engineio.web;

import jakarta.websocket.server.ServerEndpointConfig;

/**
 * Makes endpoints without CDI, which would look through the class anew for each connection and keep
 * a kilobyte of what it found: what they need comes with the request. The containers instantiate
 * this class.
 */
public final class PlainEndpoints extends ServerEndpointConfig.Configurator {

  @Override
  public <T> T getEndpointInstance(Class<T> type) throws InstantiationException {
    try {
      return type.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      InstantiationException failure = new InstantiationException(type.getName());
      failure.initCause(e);
      throw failure;
    }
  }
}
