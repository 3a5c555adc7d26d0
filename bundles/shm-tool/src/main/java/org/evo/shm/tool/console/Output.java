// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.console;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.evo.shm.error.IoException;
import org.evo.shm.error.ShmException;

/**
 * Where a command prints: results on standard output, for people or as JSON, everything else on
 * standard error. UTF-8. Each call is one write, so that lines never mix. Used by one thread.
 *
 * <p>Printing results throws {@link OutputClosedException} when the reader of a pipe is gone and
 * {@link IoException} when it fails otherwise.
 */
public final class Output {

  private final Streams streams;
  private final boolean json;

  /**
   * @param streams where to write
   * @param json whether results are JSON
   */
  public Output(Streams streams, boolean json) {
    this.streams = streams;
    this.json = json;
  }

  /** Whether results are to be JSON. */
  public boolean json() {
    return json;
  }

  /** How results for people may look. */
  public Terminal terminal() {
    return streams.terminal();
  }

  /** How many lines the reader of results sees at a time; asking may take some ms. */
  int rows() {
    return streams.rows().getAsInt();
  }

  /** Prints text for people, to which it adds nothing. */
  public void text(String text) {
    write(text);
  }

  /** Prints one JSON object on a line of its own. */
  public void object(JsonBody body) {
    StringWriter line = new StringWriter();
    JsonWriter writer = new JsonWriter(line);
    try {
      writer.beginObject();
      body.members(writer);
      writer.endObject();
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    write(line.append('\n').toString());
  }

  /** Prints one line about what is going on, on standard error. Best effort. */
  public void note(String line) {
    try {
      streams
          .err()
          .write(("evo-shm: " + Text.printable(line) + "\n").getBytes(StandardCharsets.UTF_8));
      streams.err().flush();
    } catch (IOException e) {
      // Whoever closed standard error does not want to know.
      return;
    }
  }

  private void write(String text) {
    OutputStream out = streams.out();
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      if (streams.outIsPipe()) {
        throw new OutputClosedException(e);
      }
      throw new IoException(
          "standard output",
          ShmException.NO_ERRNO,
          "writing failed: " + e.getMessage(),
          "write to another place",
          e);
    }
  }
}
