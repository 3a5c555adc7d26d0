// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.evo.shm.error.IoException;
import org.evo.shm.tool.fake.Capture;
import org.junit.jupiter.api.Test;

class OutputTest {

  private static final OutputStream REFUSING =
      new OutputStream() {
        @Override
        public void write(int b) throws IOException {
          throw new IOException("refused");
        }
      };

  @Test
  void shouldPrintAnObjectOnOneLineWhateverItsTextContains() {
    Capture capture = new Capture();

    capture.json().object(json -> json.name("text").value("a\nb\u2028\u001b[31m \u00b0C"));

    assertEquals(1, capture.outLines().size());
    assertEquals("a\nb\u2028\u001b[31m \u00b0C", capture.object().get("text").getAsString());
  }

  @Test
  void shouldPrintNothingOfAnObjectThatFailsHalfway() {
    Capture capture = new Capture();

    assertThrows(
        IllegalStateException.class,
        () ->
            capture
                .json()
                .object(
                    json -> {
                      json.name("first").value(1);
                      throw new IllegalStateException();
                    }));

    assertEquals("", capture.out());
  }

  @Test
  void shouldTellAClosedPipe() {
    Output output = new Output(new Streams(REFUSING, REFUSING, true, Terminal.NONE), false);

    assertThrows(OutputClosedException.class, () -> output.text("text"));
  }

  @Test
  void shouldTellAFullDiskFromAClosedPipe() throws IOException {
    try (OutputStream full = new FileOutputStream("/dev/full")) {
      Output output = new Output(new Streams(full, REFUSING, false, Terminal.NONE), false);

      IoException e = assertThrows(IoException.class, () -> output.text("text"));

      assertEquals("standard output", e.segment());
    }
  }

  @Test
  void shouldNotFailWhenNobodyReadsStandardError() {
    Capture capture = new Capture();
    Output output =
        new Output(new Streams(capture.streams().out(), REFUSING, true, Terminal.NONE), false);

    output.note("lost");
    output.text("text");

    assertEquals("text", capture.out());
  }

  @Test
  void shouldKeepANoteOnOneLine() {
    Capture capture = new Capture();

    capture.people().note("a\nb\u001b[31m");

    assertEquals("evo-shm: a?b?[31m\n", capture.err());
  }
}
