// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

/**
 * What a reader has seen.
 *
 * @param reads values read
 * @param torn of them, mixtures of two values
 * @param backwards of them, older than one read before
 * @param noValue attempts that found nothing to read: no segment, no value, or half a value of a
 *     dead writer
 * @param overtaken attempts that the writer overtook up to the bound
 */
record ReadTally(long reads, long torn, long backwards, long noValue, long overtaken) {

  static final ReadTally NONE = new ReadTally(0, 0, 0, 0, 0);

  ReadTally plus(ReadTally other) {
    return new ReadTally(
        reads + other.reads,
        torn + other.torn,
        backwards + other.backwards,
        noValue + other.noValue,
        overtaken + other.overtaken);
  }

  static ReadTally parse(String text) {
    String[] words = text.split(" ");
    return new ReadTally(
        Long.parseLong(words[0]),
        Long.parseLong(words[1]),
        Long.parseLong(words[2]),
        Long.parseLong(words[3]),
        Long.parseLong(words[4]));
  }

  @Override
  public String toString() {
    return reads + " " + torn + " " + backwards + " " + noValue + " " + overtaken;
  }
}
