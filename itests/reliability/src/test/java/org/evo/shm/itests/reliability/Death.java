// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a writer had said it was doing when it was killed. */
enum Death {
  INSIDE_WRITE("inside a write", Optional.of("hold"), "inside"),
  WRITING("writing", Optional.of("write"), "writing", "owner", "living"),
  IDLE("idle", Optional.of("idle"), "idle", "closed"),
  TAKEOVER("taking over", Optional.empty(), "claiming"),
  PARK("parking and coming back", Optional.of("park"), "parking", "returning", "left"),
  BIRTH("closing and creating over and over", Optional.of("churn"), "bearing"),
  RETIRE("closing", Optional.of("close"), "closing");

  private final String words;
  private final Optional<String> command;
  private final List<String> said;

  Death(String words, Optional<String> command, String... said) {
    this.words = words;
    this.command = command;
    this.said = List.of(said);
  }

  /** For people. */
  String words() {
    return words;
  }

  /** What brings an owner there; empty when it has to be killed before it is one. */
  Optional<String> command() {
    return command;
  }

  /** What an owner says that is there. */
  String announcement() {
    return said.get(0);
  }

  static Death of(String lastWord) {
    String word = lastWord.split(" ")[0];
    return Stream.of(values())
        .filter(death -> death.said.contains(word))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a victim said '" + lastWord + "' last"));
  }
}
