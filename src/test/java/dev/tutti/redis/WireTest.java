package dev.tutti.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;

/** A connection says when it has read all that is there. */
@Timeout(60)
class WireTest {
  private static final JedisClientConfig PLAIN =
      DefaultJedisClientConfig.builder()
          .resp2()
          .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
          .socketTimeoutMillis(30_000)
          .build();

  private final AtomicInteger waits = new AtomicInteger();

  @Test
  void beforeEachWaitAndNotBetweenMessagesThatCameTogether() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Socket> greeted = CompletableFuture.supplyAsync(() -> greeted(server));
      Wire wire = new Wire(new HostAndPort("127.0.0.1", server.getLocalPort()), PLAIN);
      Socket peer = greeted.get();
      wire.beforeWaiting(
          () -> {
            switch (waits.incrementAndGet()) {
              case 1 -> write(peer, "$1\r\na\r\n$1\r\nb\r\n$4\r\nha");
              case 2 -> write(peer, "lf\r\n");
              default -> throw new IllegalStateException("waits for more than there is");
            }
          });
      assertThat(wire.hasMore()).isFalse();
      assertThat(wire.getUnflushedObject()).isEqualTo(bytes("a"));
      assertThat(wire.hasMore()).isTrue();
      assertThat(wire.getUnflushedObject()).isEqualTo(bytes("b"));
      assertThat(waits).hasValue(1);
      // The rest of a message is written by what runs before it is waited for.
      assertThat(wire.getUnflushedObject()).isEqualTo(bytes("half"));
      assertThat(waits).hasValue(2);
      assertThat(wire.hasMore()).isFalse();
      wire.close();
      peer.close();
    }
  }

  /** Jedis begins with HELLO. */
  private static Socket greeted(ServerSocket server) {
    try {
      Socket peer = server.accept();
      write(peer, "*2\r\n$5\r\nproto\r\n:2\r\n");
      return peer;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(Socket peer, String text) {
    try {
      peer.getOutputStream().write(bytes(text));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }
}
