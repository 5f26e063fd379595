package dev.tutti.engineio.web;

import dev.tutti.engineio.Exchange;
import dev.tutti.engineio.HttpReply;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request of the polling transport. An answer that comes while the container's thread is still
 * inside the servlet is written by that thread; only a request that has to wait becomes
 * asynchronous, and is then answered by a thread of the engine's: Payara destroys the CDI request
 * context of the thread that completes another request.
 */
final class ServletExchange implements Exchange, AsyncListener {
  /** Fits every container's response buffer, so that writing it cannot wait for the client. */
  private static final int BUFFERED_BYTES = 4096;

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final Consumer<Runnable> aside;
  private final Runnable broken;
  private final AtomicBoolean failed = new AtomicBoolean();

  /** Guarded by the lock, as is the context. */
  private @Nullable HttpReply answer;

  private @Nullable AsyncContext context;

  /**
   * @param aside runs what must not run inside another request
   * @param broken called once at most, when the client is gone
   */
  ServletExchange(
      HttpServletRequest request,
      HttpServletResponse response,
      Consumer<Runnable> aside,
      Runnable broken) {
    this.request = request;
    this.response = response;
    this.aside = aside;
    this.broken = broken;
  }

  synchronized boolean answered() {
    return answer != null;
  }

  @Override
  public void reply(HttpReply reply) {
    AsyncContext waiting;
    synchronized (this) {
      if (answer != null) {
        return;
      }
      answer = reply;
      waiting = context;
    }
    if (waiting != null) {
      aside.accept(() -> write(reply, waiting));
    }
  }

  /** Ends the servlet's call: writes the answer if there is one, else lets the request wait. */
  void settle() {
    HttpReply ready;
    AsyncContext later = null;
    synchronized (this) {
      ready = answer;
      if (ready == null || ready.body().length > BUFFERED_BYTES) {
        later = startAsync();
        context = later;
      }
    }
    if (ready != null) {
      write(ready, later);
    }
  }

  private AsyncContext startAsync() {
    AsyncContext started = request.startAsync();
    started.setTimeout(0);
    started.addListener(this);
    return started;
  }

  private void write(HttpReply reply, @Nullable AsyncContext waiting) {
    try {
      Replies.writeHead(reply, response);
      ServletOutputStream output = response.getOutputStream();
      if (waiting != null && reply.body().length > BUFFERED_BYTES) {
        output.setWriteListener(new BodyWriter(output, reply.body()));
        return;
      }
      output.write(reply.body());
      if (waiting != null) {
        waiting.complete();
      }
    } catch (IOException | IllegalStateException e) {
      // The client or the container is gone, and what was to be told with it.
      fail();
    }
  }

  private void fail() {
    if (failed.compareAndSet(false, true)) {
      broken.run();
      complete();
    }
  }

  private void complete() {
    AsyncContext waiting;
    synchronized (this) {
      waiting = context;
    }
    try {
      if (waiting != null) {
        waiting.complete();
      }
    } catch (IllegalStateException e) {
      // Completed by the container.
    }
  }

  @Override
  public void onError(AsyncEvent event) {
    fail();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    fail();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    // A container may complete a request whose client is gone without any other sign.
    if (!answered()) {
      fail();
    }
  }

  @Override
  public void onStartAsync(AsyncEvent event) {}

  /** Writes as fast as the client reads, without a thread that waits. */
  private final class BodyWriter implements WriteListener {
    private final ServletOutputStream output;
    private final byte[] body;
    private boolean written;

    BodyWriter(ServletOutputStream output, byte[] body) {
      this.output = output;
      this.body = body;
    }

    @Override
    public void onWritePossible() throws IOException {
      if (!written && output.isReady()) {
        written = true;
        output.write(body);
      }
      if (written && output.isReady()) {
        complete();
      }
    }

    @Override
    public void onError(Throwable cause) {
      fail();
    }
  }
}
