package dev.tutti.engineio.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tutti.engineio.Frame;
import dev.tutti.engineio.FrameSender;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.junit.jupiter.api.Test;

class TyrusFrameSenderTest {
  private final FakeWriter writer = new FakeWriter();
  private final List<Integer> statuses = new ArrayList<>();
  private final Recorder recorder = new Recorder();
  private boolean open = true;
  private final TyrusFrameSender sender = new TyrusFrameSender(() -> open, writer, statuses::add);

  @Test
  void writesTheEncodedFrameAndSaysSo() {
    sender.send(Frame.text("4hello"), recorder);
    assertThat(writer.text()).endsWith("4hello").hasSize(8);
    assertThat(recorder.log).containsExactly("sent");
  }

  @Test
  void aSharedFrameIsWrittenWholeToEachReceiver() {
    Frame shared = Frame.text("4" + "x".repeat(1_000_000));
    sender.send(shared, recorder);
    sender.send(shared, recorder);
    assertThat(writer.written.size()).isEqualTo(2 * (1_000_001 + 10));
    assertThat(recorder.log).containsExactly("sent", "sent");
  }

  @Test
  void aStalledWriteIsReportedWhenItEnds() {
    writer.stalled = true;
    sender.send(Frame.binary(new byte[] {1}), recorder);
    assertThat(recorder.log).isEmpty();
    writer.handlers.remove(0).completed(null);
    assertThat(recorder.log).containsExactly("sent");
  }

  @Test
  void aFailedOrCancelledWriteIsReported() {
    writer.stalled = true;
    sender.send(Frame.text("4a"), recorder);
    writer.handlers.remove(0).failed(new IllegalStateException("broken pipe"));
    sender.send(Frame.text("4b"), recorder);
    writer.handlers.remove(0).cancelled();
    assertThat(recorder.log).containsExactly("broken pipe", "the write was cancelled");
  }

  @Test
  void nothingFollowsTheClose() {
    open = false;
    sender.send(Frame.text("4late"), recorder);
    assertThat(writer.written.size()).isZero();
    assertThat(recorder.log).containsExactly("the web socket is closed");
  }

  @Test
  void closesByTheSessionsOwnWay() {
    sender.close(1009);
    assertThat(statuses).containsExactly(1009);
  }

  @Test
  void theTrialPassesWithTheInterfaceThatThisIsMadeFor() {
    assertThatCode(TyrusWriterTrial::run).doesNotThrowAnyException();
  }

  @Test
  void aContainerThatIsNotTyrusHasNoWriter() {
    assertThat(TyrusWriter.find(null)).isNull();
    assertThat(TyrusWriter.find(new Object())).isNull();
  }

  private static final class Recorder implements FrameSender.Completion {
    final List<String> log = new ArrayList<>();

    @Override
    public void sent() {
      log.add("sent");
    }

    @Override
    public void failed(Throwable cause) {
      log.add(cause.getMessage());
    }
  }

  private static final class FakeWriter extends Writer {
    final ByteArrayOutputStream written = new ByteArrayOutputStream();
    final List<CompletionHandler<ByteBuffer>> handlers = new ArrayList<>();
    boolean stalled;

    @Override
    public void write(ByteBuffer frame, CompletionHandler<ByteBuffer> handler) {
      byte[] bytes = new byte[frame.remaining()];
      frame.get(bytes);
      written.writeBytes(bytes);
      if (stalled) {
        handlers.add(handler);
      } else {
        handler.completed(frame);
      }
    }

    @Override
    public void close() {
      throw new IllegalStateException("the session closes its writer");
    }

    String text() {
      return written.toString(StandardCharsets.UTF_8);
    }
  }
}
