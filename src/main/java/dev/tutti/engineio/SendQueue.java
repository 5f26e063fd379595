package dev.tutti.engineio;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Frames that wait for a client, bounded in bytes. An empty queue takes anything, so that one large
 * message does not make a slow consumer. Guarded by its transport's lock.
 */
final class SendQueue {
  private final int maxBytes;
  private final EngineIoObserver observer;
  private @Nullable ArrayDeque<Frame> frames;
  private long bytes;

  SendQueue(Environment environment) {
    this.maxBytes = environment.config().maxSendQueueBytes();
    this.observer = environment.observer();
  }

  boolean isEmpty() {
    return frames == null;
  }

  /** Appends the frame unless the queue is full. */
  boolean offer(Frame frame) {
    if (frames != null && bytes + frame.sizeBytes() > maxBytes) {
      return false;
    }
    add(frame);
    changed(frame.sizeBytes());
    return true;
  }

  /** Appends all the frames or none. */
  boolean offer(List<Frame> batch) {
    long size = size(batch);
    if (frames != null && bytes + size > maxBytes) {
      return false;
    }
    batch.forEach(this::add);
    changed(size);
    return true;
  }

  /** The next frame, null if there is none. */
  @Nullable Frame poll() {
    if (frames == null) {
      return null;
    }
    Frame frame = frames.remove();
    if (frames.isEmpty()) {
      frames = null;
    }
    changed(-frame.sizeBytes());
    return frame;
  }

  /** Takes everything. */
  Collection<Frame> drain() {
    Collection<Frame> all = frames == null ? List.of() : frames;
    frames = null;
    changed(-bytes);
    return all;
  }

  /** Takes over what another queue holds, whatever its size. */
  void append(SendQueue other) {
    Collection<Frame> moved = other.drain();
    moved.forEach(this::add);
    changed(size(moved));
  }

  private void add(Frame frame) {
    if (frames == null) {
      frames = new ArrayDeque<>(4);
    }
    frames.add(frame);
  }

  private static long size(Collection<Frame> batch) {
    long size = 0;
    for (Frame frame : batch) {
      size += frame.sizeBytes();
    }
    return size;
  }

  private void changed(long delta) {
    if (delta != 0) {
      bytes += delta;
      observer.queuedBytesChanged(delta);
    }
  }
}
