// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.seqlock;

/** What a store does to memory, and which stores must never happen. */
final class Stores {

  private final SeqlockRules rules;

  Stores(SeqlockRules rules) {
    this.rules = rules;
  }

  /** The state in which memory shows a store. */
  SeqlockState show(SeqlockState state, int generation, Store store) {
    Segment memory = state.generations().get(generation);
    return switch (store.place()) {
      case Store.VERSION -> version(state, generation, store);
      case Store.STATE -> state.with(generation, memory.withRetired());
      default -> state.with(generation, memory.withCell(store.place(), store.value()));
    };
  }

  private SeqlockState version(SeqlockState state, int generation, Store store) {
    Segment memory = state.generations().get(generation);
    SeqlockState next = state.with(generation, memory.withVersion(store.value()));
    if (store.isCommit()) {
      next = next.with(state.history().with(store.value(), store.firstWord(), store.secondWord()));
    }
    if (!rules.inOrder(memory.version(), store.value())) {
      return next.faulty("the version word decreased");
    }
    if (rules.isRetired(memory.version()) && !rules.isRetired(store.value())) {
      return next.faulty("a retired segment came back: its readers never leave it");
    }
    if (rules.isRetired(store.value()) && !memory.retired()) {
      return next.faulty("the version word says retired and nobody retired it");
    }
    return next;
  }

  /** The version word of a retired segment. */
  int retiredWord(int word) {
    if (rules.has(Deviation.RETIRED_UNSEEN)) {
      return word;
    }
    return rules.classic() ? rules.plus(word | 1, 2) : word | rules.retiredBit();
  }
}
