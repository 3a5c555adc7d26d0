// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

/** What is killed where containers clean, and in which state. */
enum Blow {
  WRITER("a writer"),
  CHURNING_WRITER("a writer that closes and creates, or closes"),
  PARKED_WRITER("a process that had parked its segment"),
  HEIR("a writer, another one claims when the grace is about to end, and is killed too"),
  WRITER_OF_READER("a writer, and a while later the last reader of its segment"),
  READER("a reader of a live segment"),
  CONTAINER("a container that writes, reads and cleans");

  private final String words;

  Blow(String words) {
    this.words = words;
  }

  /** For people. */
  String words() {
    return words;
  }
}
