// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.fake;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.evo.shm.tool.console.Output;
import org.evo.shm.tool.console.Streams;
import org.evo.shm.tool.console.Terminal;

/** Standard output and error, kept. */
public final class Capture {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  public Streams streams() {
    return streams(Terminal.NONE);
  }

  public Streams streams(Terminal terminal) {
    return new Streams(out, err, true, terminal);
  }

  /** People at a terminal without colours that shows so many lines. */
  public Output terminal(int rows) {
    Terminal terminal = new Terminal(true, false);
    return new Output(new Streams(out, err, true, terminal, () -> rows), false);
  }

  public Output people() {
    return new Output(streams(), false);
  }

  public Output json() {
    return new Output(streams(), true);
  }

  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  public List<String> outLines() {
    return out().lines().toList();
  }

  /** The one object on the one line. */
  public JsonObject object() {
    List<JsonObject> objects = objects();
    if (objects.size() != 1) {
      throw new AssertionError("not one line: " + out());
    }
    return objects.get(0);
  }

  /** The objects, one a line. */
  public List<JsonObject> objects() {
    return outLines().stream().map(l -> JsonParser.parseString(l).getAsJsonObject()).toList();
  }
}
