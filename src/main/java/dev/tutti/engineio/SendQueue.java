package dev.tutti.engineio;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Frames that wait for a client, bounded in bytes. An empty queue takes anything, so that one large
 * message does not make a slow consumer. Guarded by its transport's lock, but for {@link
 * #isEmpty()}.
 */
final class SendQueue {
  private final int maxBytes;
  private final EngineIoObserver observer;

  /** Most queues never hold more than this one. */
  private volatile @Nullable Frame first;

  private @Nullable ArrayDeque<Frame> others;
  private long bytes;

  SendQueue(Environment environment) {
    this.maxBytes = environment.config().maxSendQueueBytes();
    this.observer = environment.observer();
  }

  /** Any thread may ask; without the lock it is an answer about a moment. */
  boolean isEmpty() {
    return first == null;
  }

  long bytes() {
    return bytes;
  }

  /** Appends the frame unless the queue is full. */
  boolean offer(Frame frame) {
    if (first != null && bytes + frame.sizeBytes() > maxBytes) {
      return false;
    }
    add(frame);
    changed(frame.sizeBytes());
    return true;
  }

  /** Appends all the frames or none. */
  boolean offer(List<Frame> batch) {
    long size = size(batch);
    if (first != null && bytes + size > maxBytes) {
      return false;
    }
    batch.forEach(this::add);
    changed(size);
    return true;
  }

  /** The next frame, null if there is none. */
  @Nullable Frame poll() {
    Frame frame = remove();
    if (frame != null) {
      changed(-frame.sizeBytes());
    }
    return frame;
  }

  /** As many of the next frames as stay below a size, at least one, merged; null without any. */
  @Nullable Frame pollMerged(int maxMergedBytes) {
    Frame frame = remove();
    if (frame == null) {
      return null;
    }
    long size = frame.sizeBytes();
    if (first != null && size + first.sizeBytes() <= maxMergedBytes) {
      List<Frame> merging = new ArrayList<>();
      merging.add(frame);
      while (first != null && size + first.sizeBytes() <= maxMergedBytes) {
        size += first.sizeBytes();
        merging.add(first);
        remove();
      }
      frame = Frame.merged(merging);
    }
    changed(-size);
    return frame;
  }

  /** Takes everything. */
  List<Frame> drain() {
    List<Frame> all = new ArrayList<>();
    for (Frame frame = remove(); frame != null; frame = remove()) {
      all.add(frame);
    }
    changed(-bytes);
    return all;
  }

  /** Takes over what another queue holds, whatever its size. */
  void append(SendQueue other) {
    List<Frame> moved = other.drain();
    moved.forEach(this::add);
    changed(size(moved));
  }

  private void add(Frame frame) {
    if (first == null) {
      first = frame;
      return;
    }
    if (others == null) {
      others = new ArrayDeque<>(4);
    }
    others.add(frame);
  }

  private @Nullable Frame remove() {
    Frame frame = first;
    first = others == null ? null : others.poll();
    if (first == null) {
      others = null;
    }
    return frame;
  }

  private static long size(List<Frame> batch) {
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
