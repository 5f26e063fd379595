package dev.tutti.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A network on loopback that fails on demand: it slows down, cuts connections, or swallows what is
 * sent without closing anything.
 */
public final class ToxicProxy implements AutoCloseable {
  private static final int BUFFER_BYTES = 16_384;

  private final ServerSocket server;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile Mode mode = Mode.OPEN;
  private volatile long latencyNanos;

  private enum Mode {
    OPEN,
    HALF_OPEN,
    CUT
  }

  private ToxicProxy(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
  }

  public static ToxicProxy to(int port) {
    try {
      ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      ToxicProxy proxy = new ToxicProxy(server, port);
      daemon(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Every piece that is read waits this long, in each direction. */
  public void delay(Duration latency) {
    latencyNanos = latency.toNanos();
  }

  /** Ends all connections and refuses new ones. */
  public void cut() {
    mode = Mode.CUT;
    sockets.forEach(ToxicProxy::close);
  }

  /** Accepts, also new connections, and passes nothing on any more. */
  public void swallow() {
    mode = Mode.HALF_OPEN;
  }

  /** Passes on again, for connections made from now on. */
  public void heal() {
    mode = Mode.OPEN;
    latencyNanos = 0;
  }

  @Override
  public void close() {
    cut();
    close(server);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        sockets.add(client);
        if (mode == Mode.CUT) {
          close(client);
        } else {
          connect(client);
        }
      } catch (IOException e) {
        // The proxy is closed.
        return;
      }
    }
  }

  private void connect(Socket client) {
    try {
      Socket behind = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(behind);
      daemon(() -> pump(client, behind));
      daemon(() -> pump(behind, client));
    } catch (IOException e) {
      // Nothing is behind the proxy.
      close(client);
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER_BYTES];
    boolean swallowing = false;
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        LockSupport.parkNanos(latencyNanos);
        // A connection that has lost bytes never works again.
        swallowing |= mode == Mode.HALF_OPEN;
        if (!swallowing) {
          out.write(buffer, 0, read);
        }
      }
    } catch (IOException e) {
      // Either end is gone: both are closed.
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "toxic-proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
