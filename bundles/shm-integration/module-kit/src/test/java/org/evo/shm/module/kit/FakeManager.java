// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.evo.shm.CleanupHandler;
import org.evo.shm.CleanupReport;
import org.evo.shm.CleanupRequest;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.WriterListener;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.layout.RecordLayout;

/** Refuses as often as a test wants, then hands out writers that remember. Thread-safe. */
public final class FakeManager implements ShmLifecycleManager {

  private final Deque<RuntimeException> refusals = new ArrayDeque<>();
  private final List<FakeWriter> writers = new ArrayList<>();
  private final List<SegmentSpec> asked = new ArrayList<>();
  private final Deque<RuntimeException> refusedAttaches = new ArrayDeque<>();
  private final List<FakeReader> readers = new ArrayList<>();
  private int attaches;
  private Runnable whileClaiming = () -> {};

  public synchronized FakeManager refuse(RuntimeException refusal) {
    refusals.add(refusal);
    return this;
  }

  public synchronized void whileClaiming(Runnable action) {
    whileClaiming = action;
  }

  public synchronized List<SegmentSpec> asked() {
    return List.copyOf(asked);
  }

  public synchronized FakeWriter writer(int index) {
    return writers.get(index);
  }

  public synchronized int writers() {
    return writers.size();
  }

  @Override
  public synchronized SegmentWriter createWriter(SegmentSpec spec) {
    asked.add(spec);
    whileClaiming.run();
    RuntimeException refusal = refusals.poll();
    if (refusal != null) {
      throw refusal;
    }
    FakeWriter writer = new FakeWriter(spec);
    writers.add(writer);
    return writer;
  }

  @Override
  public Path directory() {
    throw new UnsupportedOperationException();
  }

  @Override
  public SegmentReader attachReader(String segment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized SegmentReader attachReader(String segment, RecordLayout expected) {
    attaches++;
    RuntimeException refusal = refusedAttaches.poll();
    if (refusal != null) {
      throw refusal;
    }
    for (int i = writers.size() - 1; i >= 0; i--) {
      if (writers.get(i).isOpen() && writers.get(i).segment().equals(segment)) {
        FakeReader reader = new FakeReader(writers.get(i));
        readers.add(reader);
        return reader;
      }
    }
    throw new NotFoundException(segment, "no such segment", "start its writer");
  }

  /** The next attempt to attach fails so. */
  public synchronized FakeManager refuseAttach(RuntimeException refusal) {
    refusedAttaches.add(refusal);
    return this;
  }

  public synchronized int attaches() {
    return attaches;
  }

  public synchronized FakeReader reader(int index) {
    return readers.get(index);
  }

  @Override
  public AutoCloseable addWriterListener(WriterListener listener) {
    throw new UnsupportedOperationException("nobody here listens");
  }

  @Override
  public CleanupReport cleanup(CleanupRequest request) {
    throw new UnsupportedOperationException("nobody here cleans");
  }

  @Override
  public AutoCloseable addCleanupHandler(CleanupHandler handler) {
    throw new UnsupportedOperationException("nobody here cleans");
  }
}
