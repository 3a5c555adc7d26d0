// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellWordTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "./evo-shm,./evo-shm",
        "/a b/c,'/a b/c'",
        "$HOME,'$HOME'",
        "it's,'it'\\''s'",
        "\"\",''",
      })
  void shouldComeOutOfAShellAsItWentIn(String text, String word) {
    assertEquals(word, ShellWord.of(text));
  }
}
