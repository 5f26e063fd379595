package dev.tutti.engineio.web;

import dev.tutti.engineio.FrameSender;
import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import org.glassfish.tyrus.spi.Writer;
import org.jspecify.annotations.Nullable;

/**
 * Payara only: the way from a Tyrus session to the writer that it sends through. On other servers,
 * or where a field on the way is missing, there is none, and sessions send as Jakarta WebSocket has
 * it. See docs/decisions/0007.
 */
final class TyrusWriter {
  private static final Logger LOG = System.getLogger(TyrusWriter.class.getName());
  private static final String CORE = "org.glassfish.tyrus.core.";

  private final Class<?> endpointType;
  private final Field webSocket;
  private final Field protocolHandler;
  private final Field writer;

  private TyrusWriter(Class<?> endpointType, Field webSocket, Field protocolHandler, Field writer) {
    this.endpointType = endpointType;
    this.webSocket = webSocket;
    this.protocolHandler = protocolHandler;
    this.writer = writer;
  }

  /**
   * Looks for the way if the container is Tyrus.
   *
   * @param container the server's WebSocket container
   * @return absent on other servers
   */
  static @Nullable TyrusWriter find(@Nullable Object container) {
    Class<?> base = TyrusTimer.baseContainer(container);
    if (base == null) {
      return null;
    }
    try {
      Class<?> endpoint = base.getClassLoader().loadClass(CORE + "TyrusRemoteEndpoint");
      Field webSocket = field(endpoint, "webSocket");
      Field protocolHandler = field(webSocket.getType(), "protocolHandler");
      Field writer = field(protocolHandler.getType(), "writer");
      if (writer.getType() != Writer.class) {
        throw new NoSuchFieldException("writer is a " + writer.getType());
      }
      TyrusWriterTrial.run();
      LOG.log(Level.INFO, "encoded frames go to the writer of tyrus");
      return new TyrusWriter(endpoint, webSocket, protocolHandler, writer);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      LOG.log(Level.INFO, "frames go through jakarta websocket, not tyrus: {0}", e.toString());
      return null;
    }
  }

  /** Sends of this session: through its writer, or as before where there is no way to it. */
  FrameSender sender(Session session, FrameSender portable) {
    Object remote = session.getAsyncRemote();
    // An extension would change the frames on their way.
    if (!endpointType.isInstance(remote) || !session.getNegotiatedExtensions().isEmpty()) {
      return portable;
    }
    try {
      Object found = writer.get(protocolHandler.get(webSocket.get(remote)));
      return found == null
          ? portable
          : new TyrusFrameSender(session::isOpen, (Writer) found, portable::close);
    } catch (IllegalAccessException e) {
      LOG.log(Level.DEBUG, "session sends through jakarta websocket", e);
      return portable;
    }
  }

  private static Field field(Class<?> type, String name) throws NoSuchFieldException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }
}
