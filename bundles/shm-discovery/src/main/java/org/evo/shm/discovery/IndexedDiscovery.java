// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentEvent;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentListener;
import org.evo.shm.SegmentListing;
import org.evo.shm.SegmentNames;
import org.evo.shm.error.ShmException;
import org.evo.shm.spi.ProbeResult;
import org.evo.shm.spi.SegmentProbe;

/**
 * Discovery over an index that is up to date as of the last look. It looks when {@code refresh} is
 * called and has no thread but those that tell listeners. Thread-safe.
 */
public final class IndexedDiscovery implements SegmentDiscovery, AutoCloseable {

  /** Files looked at under the lock at a time, so that others get their turn. */
  private static final int CHUNK = 64;

  private final DirectoryScanner scanner;
  private final Listeners listeners = new Listeners();

  /**
   * From a look to its events: what was seen later is never overwritten by what was seen before,
   * and listeners get events in the order of looks. Fair, because looks follow each other closely.
   */
  private final ReentrantLock looking = new ReentrantLock(true);

  private final SegmentIndex index = new SegmentIndex();
  private final Catalogue catalogue = new Catalogue(index);
  private final UpdateRate updates = new UpdateRate();
  private Consumer<List<String>> observer = segments -> {};

  /**
   * An empty index.
   *
   * @param probe what looks into the files, and names the directory
   */
  public IndexedDiscovery(SegmentProbe probe) {
    this.scanner = new DirectoryScanner(probe);
  }

  @Override
  public SegmentListing list() {
    return catalogue.list();
  }

  @Override
  public Optional<SegmentInfo> find(String segment) {
    SegmentInfo known = segment == null ? null : catalogue.find(segment);
    if (known == null) {
      // A name that is known is a good one.
      SegmentNames.checkSegment(segment);
    }
    return Optional.ofNullable(known);
  }

  @Override
  public SegmentListing refresh() {
    look(scan(fileName -> true, () -> new LinkedHashSet<>(index.fileNames())));
    return list();
  }

  @Override
  public Optional<SegmentInfo> refresh(String segment) {
    // Every file of a segment has its name between underscores. Other names may match as well, so
    // the probe's answer decides; this only spares probing the rest of a large directory.
    String part = "_" + SegmentNames.checkSegment(segment) + "_";
    look(scan(fileName -> fileName.contains(part), () -> filesOf(segment)));
    return find(segment);
  }

  /** What there is, and what was there: that is looked at again, and so found to be gone. */
  private Set<String> scan(Predicate<String> wanted, Supplier<Set<String>> known) {
    Set<String> names = underLock(known);
    try {
      scanner.candidates().stream().filter(wanted).forEach(names::add);
    } catch (ShmException e) {
      look(names);
      throw e;
    }
    return names;
  }

  private Set<String> filesOf(String segment) {
    Set<String> names = new LinkedHashSet<>(index.fileNames(segment));
    index.known(segment).map(Known::fileName).ifPresent(names::add);
    return names;
  }

  /**
   * Looks at these files, whether or not they are there.
   *
   * @return those that are there and no segment
   */
  Set<String> look(Collection<String> fileNames) {
    List<String> names = List.copyOf(fileNames);
    Set<String> others = new LinkedHashSet<>();
    for (int from = 0; from < names.size(); from += CHUNK) {
      List<String> chunk = names.subList(from, Math.min(from + CHUNK, names.size()));
      others.addAll(underLock(() -> lookUnderLock(chunk)));
    }
    return others;
  }

  private Set<String> lookUnderLock(List<String> fileNames) {
    Map<String, ProbeResult> looked = scanner.look(fileNames);
    List<Change> changes = catalogue.apply(looked);
    List<SegmentEvent> events = new ArrayList<>();
    for (Change change : changes) {
      long nowNs = System.nanoTime();
      List<SegmentEvent> happened = Difference.events(change, nowNs);
      events.addAll(happened);
      updates.after(change, !happened.isEmpty(), nowNs).ifPresent(events::add);
    }
    listeners.tell(events);
    observer.accept(changes.stream().filter(Change::ofWriter).map(Change::segment).toList());
    return looked.keySet().stream()
        .filter(name -> looked.get(name) instanceof ProbeResult.Skipped)
        .collect(Collectors.toSet());
  }

  /** The files that were there when they were last looked at. */
  Set<String> fileNames() {
    return underLock(() -> new LinkedHashSet<>(index.fileNames()));
  }

  /** The files of a segment when they were last looked at. */
  Set<String> fileNames(String segment) {
    return underLock(() -> filesOf(segment));
  }

  /** The files of the segments that are in one of these conditions. */
  Set<String> fileNames(Set<Condition> conditions) {
    return underLock(
        () ->
            index.known().stream()
                .filter(known -> conditions.contains(known.condition()))
                .map(Known::fileName)
                .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  /** What is known of a segment. */
  Optional<Known> known(String segment) {
    return underLock(() -> index.known(segment));
  }

  /** All names of which something is known. */
  List<String> segments() {
    return underLock(() -> index.known().stream().map(known -> known.info().name()).toList());
  }

  /**
   * Has somebody told which segments may have another writer, whoever looked, before anybody looks
   * again.
   *
   * @param updatedMs at most how often listeners are told of commits to a segment; 0: never
   */
  void observe(Consumer<List<String>> next, long updatedMs) {
    looking.lock();
    try {
      observer = next;
      updates.periodMs(updatedMs);
    } finally {
      looking.unlock();
    }
  }

  /** Does something while nobody looks, and nobody begins to. */
  void betweenLooks(Runnable action) {
    looking.lock();
    try {
      action.run();
    } finally {
      looking.unlock();
    }
  }

  /**
   * Empties the index, because what it says cannot be looked at any more.
   *
   * @param reason what listeners are told
   */
  void forget(String reason) {
    looking.lock();
    try {
      Map<String, ProbeResult> gone =
          index.fileNames().stream()
              .collect(Collectors.toMap(name -> name, name -> new ProbeResult.Gone()));
      long nowNs = System.nanoTime();
      listeners.tell(
          catalogue.apply(gone).stream()
              .flatMap(change -> change.before().stream())
              .map(old -> new SegmentEvent(SegmentEvent.Kind.REMOVED, old.info(), reason, nowNs))
              .toList());
    } finally {
      looking.unlock();
    }
  }

  @Override
  public Registration addListener(SegmentListener listener) {
    return underLock(
        () -> {
          long nowNs = System.nanoTime();
          List<SegmentEvent> replay =
              index.known().stream()
                  .flatMap(known -> Difference.replay(known, nowNs).stream())
                  .toList();
          return listeners.add(listener, replay);
        });
  }

  private <T> T underLock(Supplier<T> action) {
    looking.lock();
    try {
      return action.get();
    } finally {
      looking.unlock();
    }
  }

  /** Tells listeners nothing more. The index stays as it is. */
  @Override
  public void close() {
    listeners.close();
  }
}
