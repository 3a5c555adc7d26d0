// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.evo.shm.error.ShmException;
import org.evo.shm.spi.DirectoryWatch;
import org.evo.shm.spi.SegmentProbe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what is looked at next: what was announced at once, the rest a few files at a time. For
 * one thread, but for {@link #ended} and {@link #changed}.
 */
final class Looks {

  private static final Logger LOG = LoggerFactory.getLogger(Looks.class);
  private static final int AT_A_TIME = 64;

  /** From here on listing the directory is less work, and the memory for names is bounded. */
  private static final int MOST_ANNOUNCED = 16_384;

  private static final Set<Condition> WRITTEN = EnumSet.of(Condition.LIVE, Condition.UNPROVEN);

  private final IndexedDiscovery discovery;
  private final SegmentProbe probe;
  private final DirectoryScanner scanner;
  private final Schedule schedule;
  private final HintSource hints;
  private final WriterWatches writers;

  /** Claims whose writer's process has ended, and segments that may have another writer. */
  private final Set<WriterWatches.Claim> ended = ConcurrentHashMap.newKeySet();

  private final Set<String> changed = ConcurrentHashMap.newKeySet();

  /** Files that were announced: a flood of them must not keep a dead writer waiting. */
  private final Set<String> announced = new LinkedHashSet<>();

  /** Files that will be looked at when nothing is more urgent. */
  private final Set<String> pending = new LinkedHashSet<>();

  /** Those of them that nobody has looked at before: they may still be in the making. */
  private final Set<String> fresh = new HashSet<>();

  private final Set<String> pendingVersions = new LinkedHashSet<>();
  private String lastFailure = "";

  Looks(
      IndexedDiscovery discovery,
      SegmentProbe probe,
      Schedule schedule,
      HintSource hints,
      WriterWatches writers) {
    this.discovery = discovery;
    this.probe = probe;
    this.scanner = new DirectoryScanner(probe);
    this.schedule = schedule;
    this.hints = hints;
    this.writers = writers;
  }

  /** The process of this claim's writer has ended. Thread-safe; wake whoever looks. */
  void ended(WriterWatches.Claim claim) {
    ended.add(claim);
  }

  /** These segments may have another writer. Thread-safe; wake whoever looks. */
  void changed(Collection<String> segments) {
    changed.addAll(segments);
  }

  /** How long there is nothing to look at unless somebody announces something, in ms. */
  long idleMs() {
    boolean busy = !(announced.isEmpty() && pending.isEmpty() && pendingVersions.isEmpty());
    return busy ? 0 : schedule.idleMs(System.nanoTime());
  }

  /** One round after a hint, or after the time that {@link #idleMs} has told. */
  void round(DirectoryWatch.Hint hint) {
    lookAtWhatIsAnnounced(hint);
    long nowNs = System.nanoTime();
    boolean validation = schedule.takeValidation(nowNs);
    boolean reopened = validation && hints.isStale();
    if (reopened) {
      // Before the scan, so that nothing is missed between the two.
      hints.open();
    }
    if (reopened || hint.everything()) {
      schedule.scanSoon(nowNs);
    }
    if (schedule.takeScan(nowNs)) {
      writers.forgetUnwatched();
      changed.addAll(discovery.segments());
      lookAtWhatCameOrWent();
      pending.addAll(discovery.fileNames());
    } else if (validation) {
      validate();
    }
    if (schedule.takeVersions(nowNs)) {
      pendingVersions.addAll(discovery.fileNames(WRITTEN));
    }
    lookAtSomeMore();
    attendWriters();
  }

  private void lookAtWhatIsAnnounced(DirectoryWatch.Hint hint) {
    hint.fileNames().forEach(fileName -> addWhatIsMeant(fileName, announced));
    if (announced.size() > MOST_ANNOUNCED) {
      announced.clear();
      schedule.scanSoon(System.nanoTime());
    }
    Set<String> files = new LinkedHashSet<>();
    take(ended).forEach(claim -> files.add(writers.end(claim)));
    files.addAll(takeSome(announced));
    files.addAll(schedule.doubtsDue(System.nanoTime(), AT_A_TIME));
    if (files.isEmpty()) {
      return;
    }
    Set<String> unclear = discovery.look(files);
    attendWriters();
    // A process that was killed keeps its lock for as long as its memory takes to go, and a file
    // that is not ours is there before it is a segment.
    unclear.addAll(writers.dying());
    long nowNs = System.nanoTime();
    for (String file : files) {
      if (unclear.contains(file)) {
        schedule.doubt(file, nowNs);
      } else {
        schedule.clear(file);
      }
    }
  }

  private void addWhatIsMeant(String fileName, Set<String> files) {
    if (probe.isCandidate(fileName)) {
      files.add(fileName);
    } else {
      probe.companionOf(fileName).map(discovery::fileNames).ifPresent(files::addAll);
    }
  }

  private void lookAtWhatCameOrWent() {
    Set<String> known = discovery.fileNames();
    Set<String> different = new LinkedHashSet<>(known);
    fresh.clear();
    try {
      Set<String> present = scanner.candidates();
      different.removeAll(present);
      present.removeAll(known);
      fresh.addAll(present);
      different.addAll(present);
      lastFailure = "";
    } catch (ShmException e) {
      if (!e.getMessage().equals(lastFailure)) {
        lastFailure = e.getMessage();
        LOG.warn("no segments can be found: {}", lastFailure);
      }
    }
    pending.addAll(different);
  }

  private void validate() {
    if (!hints.isOpen()) {
      lookAtWhatCameOrWent();
    }
    // Nobody announces the end of a park.
    Set<String> announced = discovery.fileNames(EnumSet.of(Condition.LIVE));
    announced.retainAll(writers.watched());
    Set<String> files = discovery.fileNames();
    files.removeAll(announced);
    pending.addAll(files);
  }

  private void lookAtSomeMore() {
    Set<String> files = takeSome(pending);
    Set<String> unclear = discovery.look(files);
    files.retainAll(fresh);
    fresh.removeAll(files);
    files.retainAll(unclear);
    files.forEach(file -> schedule.doubt(file, System.nanoTime()));
    Set<String> versions = takeSome(pendingVersions);
    if (!versions.isEmpty()) {
      long startNs = System.nanoTime();
      discovery.look(versions);
      schedule.versionsTook(System.nanoTime() - startNs);
    }
  }

  private void attendWriters() {
    for (String segment : take(changed)) {
      writers.attend(segment, discovery.known(segment));
    }
  }

  private static Set<String> takeSome(Set<String> from) {
    Set<String> some = new LinkedHashSet<>();
    for (Iterator<String> all = from.iterator(); all.hasNext() && some.size() < AT_A_TIME; ) {
      some.add(all.next());
      all.remove();
    }
    return some;
  }

  private static <T> List<T> take(Set<T> from) {
    List<T> all = List.copyOf(from);
    // What is added meanwhile stays.
    all.forEach(from::remove);
    return all;
  }
}
