// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.spi.SegmentCleaner;
import org.evo.shm.spi.SegmentValidator;
import org.evo.shm.tool.console.Output;
import org.evo.shm.tool.verb.SegmentAudit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/**
 * What a command can use once its command line is parsed: the global options and what follows from
 * them. One for each run.
 */
public final class ToolContext {

  /** Names the directory when {@code --dir} does not. */
  public static final String DIRECTORY_VARIABLE = "EVO_SHM_DIR";

  private static final String DEFAULT_DIRECTORY = "/dev/shm";

  private final Host host;
  private final OptionSpec directory;
  private final OptionSpec json;

  ToolContext(Host host) {
    this.host = host;
    this.directory =
        OptionSpec.builder("--dir")
            .paramLabel("DIR")
            .type(String.class)
            .converters((ITypeConverter<String>) Arguments::toDirectory)
            .scopeType(ScopeType.INHERIT)
            .description(
                "The directory of the segments; default "
                    + DIRECTORY_VARIABLE
                    + ", then "
                    + DEFAULT_DIRECTORY
                    + ".")
            .build();
    this.json =
        OptionSpec.builder("--json")
            .type(boolean.class)
            .scopeType(ScopeType.INHERIT)
            .description("Print one line with one JSON object ('watch', 'top': an object a line).")
            .build();
  }

  OptionSpec directoryOption() {
    return directory;
  }

  OptionSpec jsonOption() {
    return json;
  }

  /** The process. */
  public Host host() {
    return host;
  }

  /** The directory of the segments. */
  public Path directory() {
    String variable = host.environment().getOrDefault(DIRECTORY_VARIABLE, "");
    String absent = variable.isEmpty() ? DEFAULT_DIRECTORY : variable;
    return Path.of(Arguments.valueOr(directory, absent)).toAbsolutePath().normalize();
  }

  /** Where results go, in the form that was asked for. */
  public Output output() {
    return new Output(host.streams(), Arguments.valueOr(json, false));
  }

  /** Discovery of our own segments and root's in the directory. */
  public SegmentDiscovery discovery() {
    return discovery(Set.of());
  }

  /** Discovery in the directory; see {@link Cores#discovery}. */
  public SegmentDiscovery discovery(Set<Integer> trusted) {
    return host.cores().discovery(directory(), trusted);
  }

  /** The validator of the directory; see {@link Cores#validator}. */
  public SegmentValidator validator(Set<Integer> trusted) {
    return host.cores().validator(directory(), trusted);
  }

  /** What looks closer at the segments of the directory; see {@link Cores#audit}. */
  public SegmentAudit audit(Set<Integer> trusted) {
    return host.cores().audit(directory(), trusted);
  }

  /** The cleaner of the directory. */
  public SegmentCleaner cleaner() {
    return host.cores().cleaner(directory());
  }

  /** Runs an action over a manager of the directory that trusts our own segments and root's. */
  public int withManager(ToIntFunction<ShmLifecycleManager> action) {
    return withManager(Set.of(), action);
  }

  /** Runs an action over a manager of the directory; see {@link Cores#withManager}. */
  public int withManager(Set<Integer> trusted, ToIntFunction<ShmLifecycleManager> action) {
    return host.cores().withManager(directory(), trusted, action);
  }
}
