// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model;

import java.util.Arrays;
import java.util.BitSet;

/** Which state leads to which, by number. Grows; not shared between threads. */
final class Links {

  private int[] from = new int[1024];
  private int[] to = new int[1024];
  private int count;

  void add(int source, int target) {
    if (count == from.length) {
      from = Arrays.copyOf(from, 2 * count);
      to = Arrays.copyOf(to, 2 * count);
    }
    from[count] = source;
    to[count++] = target;
  }

  /**
   * The states that lead to one of {@code goals}.
   *
   * @param states how many there are
   */
  BitSet leadingTo(BitSet goals, int states) {
    int[] first = new int[states + 1];
    for (int i = 0; i < count; i++) {
      first[to[i] + 1]++;
    }
    for (int s = 0; s < states; s++) {
      first[s + 1] += first[s];
    }
    int[] sources = new int[count];
    int[] next = Arrays.copyOf(first, states);
    for (int i = 0; i < count; i++) {
      sources[next[to[i]]++] = from[i];
    }
    return backwards(goals, first, sources);
  }

  private static BitSet backwards(BitSet goals, int[] first, int[] sources) {
    BitSet reached = (BitSet) goals.clone();
    int[] waiting = Arrays.copyOf(goals.stream().toArray(), first.length);
    int left = goals.cardinality();
    while (left > 0) {
      int state = waiting[--left];
      for (int i = first[state]; i < first[state + 1]; i++) {
        if (!reached.get(sources[i])) {
          reached.set(sources[i]);
          waiting[left++] = sources[i];
        }
      }
    }
    return reached;
  }
}
