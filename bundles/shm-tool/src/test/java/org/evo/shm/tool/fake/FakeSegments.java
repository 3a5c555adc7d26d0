// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.fake;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.evo.shm.CleanupHandler;
import org.evo.shm.CleanupReport;
import org.evo.shm.CleanupRequest;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentListener;
import org.evo.shm.SegmentListing;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.SkippedFile;
import org.evo.shm.WriterListener;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.spi.SegmentCleaner;
import org.evo.shm.spi.SegmentValidator;
import org.evo.shm.tool.Cores;
import org.evo.shm.tool.verb.SegmentAudit;

/** Segments in memory of our own, with the rules of the API that the verbs rely on. */
public final class FakeSegments
    implements ShmLifecycleManager, SegmentDiscovery, SegmentAudit, Cores {

  private final Map<String, FakeSegment> segments = new TreeMap<>();
  private final List<SkippedFile> skipped = new ArrayList<>();
  private final FakeValidator validator = new FakeValidator();
  private final FakeCleaner cleaner = new FakeCleaner();
  private final List<WriterListener> writerListeners = new ArrayList<>();
  private Set<Integer> trustedUids = Set.of();

  /** A segment that is there already. */
  public FakeSegment add(SegmentSpec spec) {
    FakeSegment segment = new FakeSegment(spec);
    segments.put(spec.name(), segment);
    return segment;
  }

  public FakeSegment segment(String name) {
    return segments.get(name);
  }

  public void skip(String file, String reason) {
    skipped.add(new SkippedFile(Path.of(file), reason));
  }

  public void remove(String name) {
    segments.remove(name).removed = true;
  }

  public FakeValidator validator() {
    return validator;
  }

  public FakeCleaner cleaner() {
    return cleaner;
  }

  /** Whom the last command was told to trust. */
  public Set<Integer> trustedUids() {
    return trustedUids;
  }

  public boolean isEmpty() {
    return segments.isEmpty();
  }

  @Override
  public Path directory() {
    return Path.of("/shm");
  }

  @Override
  public SegmentWriter createWriter(SegmentSpec spec) {
    FakeSegment segment = segments.computeIfAbsent(spec.name(), n -> new FakeSegment(spec));
    return new FakeWriter(segment, () -> remove(spec.name()));
  }

  @Override
  public SegmentReader attachReader(String segment) {
    FakeSegment found = segments.get(segment);
    if (found == null) {
      throw new NotFoundException(segment, "no such segment in /shm", "start its writer");
    }
    found.readers++;
    return new FakeReader(found);
  }

  @Override
  public SegmentReader attachReader(String segment, RecordLayout expected) {
    return attachReader(segment);
  }

  @Override
  public SegmentListing list() {
    return new SegmentListing(segments.values().stream().map(FakeSegment::info).toList(), skipped);
  }

  @Override
  public Optional<SegmentInfo> find(String segment) {
    return Optional.ofNullable(segments.get(segment)).map(FakeSegment::info);
  }

  @Override
  public SegmentListing refresh() {
    return list();
  }

  @Override
  public Optional<SegmentInfo> refresh(String segment) {
    return find(segment);
  }

  @Override
  public Registration addListener(SegmentListener listener) {
    throw new UnsupportedOperationException("nobody here listens");
  }

  @Override
  public SegmentDiscovery discovery(Path directory, Set<Integer> trusted) {
    trustedUids = trusted;
    return this;
  }

  @Override
  public SegmentValidator validator(Path directory, Set<Integer> trusted) {
    trustedUids = trusted;
    return validator;
  }

  @Override
  public SegmentCleaner cleaner(Path directory) {
    return cleaner;
  }

  @Override
  public int withManager(
      Path directory, Set<Integer> trusted, ToIntFunction<ShmLifecycleManager> action) {
    trustedUids = trusted;
    return action.applyAsInt(this);
  }

  @Override
  public AutoCloseable addWriterListener(WriterListener listener) {
    writerListeners.add(listener);
    return () -> writerListeners.remove(listener);
  }

  /** Tells that a writer's segment was lost and is there again. */
  public void republish(String name) {
    writerListeners.forEach(listener -> listener.republished(name));
  }

  @Override
  public boolean isAbandoned(SegmentInfo segment) {
    return segments.get(segment.name()).abandoned;
  }

  @Override
  public Optional<String> damage(SegmentInfo segment) {
    return Optional.ofNullable(segments.get(segment.name()).damage);
  }

  @Override
  public SegmentAudit audit(Path directory, Set<Integer> trusted) {
    return this;
  }

  @Override
  public CleanupReport cleanup(CleanupRequest request) {
    throw new UnsupportedOperationException("the tool cleans by a cleaner");
  }

  @Override
  public AutoCloseable addCleanupHandler(CleanupHandler handler) {
    throw new UnsupportedOperationException("nobody here listens");
  }
}
