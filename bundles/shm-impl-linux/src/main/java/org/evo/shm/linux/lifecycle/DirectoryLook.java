// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.evo.shm.linux.format.FileNames;
import org.evo.shm.linux.lifecycle.DataFileLook.Known;
import org.evo.shm.linux.lifecycle.DataFileLook.Seen;

/** Looks at all files of the directory, or at those of one name. Takes no lock. Thread-safe. */
final class DirectoryLook {

  /**
   * What was seen.
   *
   * @param known the files that are segments, by name
   * @param suspicions what seems wrong
   */
  record Picture(Map<String, List<Known>> known, List<Suspicion> suspicions) {

    List<Known> of(String segment) {
      return known.getOrDefault(segment, List.of());
    }

    boolean confirms(Suspicion suspicion) {
      return suspicions.stream().anyMatch(suspicion::isConfirmedBy);
    }
  }

  private final SegmentDirectory directory;
  private final DataFileLook files;
  private final MetadataCheck metadata;
  private final LeftoverCheck leftovers;
  private final TwinCheck twins;

  DirectoryLook(
      SegmentDirectory directory,
      DataFileLook files,
      MetadataCheck metadata,
      LeftoverCheck leftovers) {
    this.directory = directory;
    this.files = files;
    this.metadata = metadata;
    this.leftovers = leftovers;
    this.twins = new TwinCheck(directory);
  }

  /** Everything. */
  Picture all() throws IOException {
    return at(directory.fileNames(name -> true));
  }

  /** What can belong to one segment; of others it may miss a part. */
  Picture of(String segment) throws IOException {
    return at(directory.fileNames(name -> belongs(name, segment)));
  }

  /** The same of several segments. */
  Picture of(Set<String> segments) throws IOException {
    return at(
        directory.fileNames(
            name ->
                FileNames.segmentOfResidue(name).filter(segments::contains).isPresent()
                    || FileNames.possibleSegments(name).stream().anyMatch(segments::contains)));
  }

  static boolean belongs(String fileName, String segment) {
    // The first is no decision, but spares the others in a large directory.
    return fileName.contains(segment)
        && (FileNames.canBe(fileName, segment)
            || FileNames.segmentOfResidue(fileName).filter(segment::equals).isPresent());
  }

  /** These files, without a look at the directory. */
  Picture at(Collection<String> names) throws IOException {
    List<Seen> seen = new ArrayList<>();
    for (String name : names) {
      if (FileNames.isData(name)) {
        seen.add(files.at(directory.resolve(name)));
      }
    }
    Map<String, List<Known>> known =
        seen.stream()
            .flatMap(s -> s.known().stream())
            .collect(Collectors.groupingBy(Known::name, TreeMap::new, Collectors.toList()));
    List<Suspicion> suspicions = new ArrayList<>();
    seen.forEach(s -> suspicions.addAll(s.suspicions()));
    segments(known, suspicions);
    lonelyMetadata(names, seen, known, suspicions);
    suspicions.addAll(leftovers.temporaries(names));
    suspicions.addAll(leftovers.locks(names));
    return new Picture(known, suspicions);
  }

  private void segments(Map<String, List<Known>> known, List<Suspicion> suspicions)
      throws IOException {
    for (List<Known> ofOneName : known.values()) {
      suspicions.addAll(twins.check(ofOneName));
      Optional<Known> current = TwinCheck.current(ofOneName);
      if (current.isPresent() && !current.get().header().foreign()) {
        suspicions.addAll(metadata.of(current.get()));
      }
    }
  }

  /** A file that cannot be judged may be the segment whose metadata they are. */
  private void lonelyMetadata(
      Collection<String> names,
      List<Seen> seen,
      Map<String, List<Known>> known,
      List<Suspicion> suspicions)
      throws IOException {
    Set<String> unknown =
        seen.stream()
            .filter(s -> s.known().isEmpty())
            .flatMap(s -> FileNames.possibleSegments(FileNames.of(s.path())).stream())
            .collect(Collectors.toSet());
    Set<String> asked = new HashSet<>();
    for (String name : names) {
      Optional<String> segment =
          FileNames.ofMeta(name).filter(s -> !known.containsKey(s) && asked.add(s));
      if (segment.isPresent() && !unknown.contains(segment.get())) {
        metadata.ofNothing(segment.get()).ifPresent(suspicions::add);
      }
    }
  }
}
