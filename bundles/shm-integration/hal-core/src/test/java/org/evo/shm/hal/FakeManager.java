// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal;

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
import org.evo.shm.layout.RecordLayout;

/** Refuses as often as a test wants, then hands out writers that remember. Thread-safe. */
final class FakeManager implements ShmLifecycleManager {

  private final Deque<RuntimeException> refusals = new ArrayDeque<>();
  private final List<FakeWriter> writers = new ArrayList<>();
  private final List<SegmentSpec> asked = new ArrayList<>();
  private Runnable whileClaiming = () -> {};

  synchronized FakeManager refuse(RuntimeException refusal) {
    refusals.add(refusal);
    return this;
  }

  synchronized void whileClaiming(Runnable action) {
    whileClaiming = action;
  }

  synchronized List<SegmentSpec> asked() {
    return List.copyOf(asked);
  }

  synchronized FakeWriter writer(int index) {
    return writers.get(index);
  }

  synchronized int writers() {
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
  public SegmentReader attachReader(String segment, RecordLayout expected) {
    throw new UnsupportedOperationException();
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
