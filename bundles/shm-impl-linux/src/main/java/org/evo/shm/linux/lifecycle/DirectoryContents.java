// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.evo.shm.linux.format.FileNames;

/**
 * What one listing of the directory holds of some segments, by file names alone.
 *
 * @param data files that can be data of one of them
 * @param residue other files, by the segment they belong to
 */
record DirectoryContents(List<String> data, Map<String, Set<String>> residue) {

  static DirectoryContents of(List<String> fileNames, Predicate<String> segments) {
    List<String> data = new ArrayList<>();
    Map<String, Set<String>> residue = new TreeMap<>();
    for (String fileName : fileNames) {
      if (FileNames.possibleSegments(fileName).stream().anyMatch(segments)) {
        data.add(fileName);
      }
      FileNames.segmentOfResidue(fileName)
          .filter(segments)
          .ifPresent(name -> residue.computeIfAbsent(name, n -> new TreeSet<>()).add(fileName));
    }
    return new DirectoryContents(data, residue);
  }
}
