// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.console;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/** Writes the members of one JSON object. */
@FunctionalInterface
public interface JsonBody {

  /** Writes names and values, balanced; the object around them is begun and ended by the caller. */
  void members(JsonWriter json) throws IOException;
}
