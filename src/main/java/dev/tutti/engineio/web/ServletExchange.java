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

/** One asynchronous request, answered once by any thread. */
final class ServletExchange implements Exchange, AsyncListener {
  /** Fits every container's response buffer, so that writing it cannot wait for the client. */
  private static final int BUFFERED_BYTES = 4096;

  private final AsyncContext context;
  private final Runnable broken;
  private final AtomicBoolean answered = new AtomicBoolean();
  private final AtomicBoolean failed = new AtomicBoolean();

  private ServletExchange(AsyncContext context, Runnable broken) {
    this.context = context;
    this.broken = broken;
  }

  /**
   * @param broken called once at most, when the client is gone
   */
  static ServletExchange start(HttpServletRequest request, Runnable broken) {
    AsyncContext context = request.startAsync();
    context.setTimeout(0);
    ServletExchange exchange = new ServletExchange(context, broken);
    context.addListener(exchange);
    return exchange;
  }

  @Override
  public void reply(HttpReply reply) {
    if (!answered.compareAndSet(false, true)) {
      return;
    }
    try {
      HttpServletResponse response = (HttpServletResponse) context.getResponse();
      Replies.writeHead(reply, response);
      ServletOutputStream output = response.getOutputStream();
      if (reply.body().length > BUFFERED_BYTES) {
        output.setWriteListener(new BodyWriter(output, reply.body()));
      } else {
        output.write(reply.body());
        context.complete();
      }
    } catch (IOException | IllegalStateException e) {
      // The client or the container is gone, and what was to be told with it.
      fail();
    }
  }

  private void fail() {
    answered.set(true);
    if (failed.compareAndSet(false, true)) {
      broken.run();
      complete();
    }
  }

  private void complete() {
    try {
      context.complete();
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
    if (!answered.get()) {
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
