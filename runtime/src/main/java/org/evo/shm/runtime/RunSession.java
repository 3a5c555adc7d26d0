// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evo.shm.module.ModuleStatus;
import org.evo.shm.tool.Host;
import org.evo.shm.tool.ToolContext;
import org.evo.shm.tool.console.ExitCodes;
import org.osgi.framework.BundleException;

/** One run, from its checks to its end. */
final class RunSession {

  private final ToolContext context;
  private final Host host;
  private final Installation installation;
  private final RunOptions options;
  private final StateDirectory state;

  RunSession(ToolContext context, Installation installation, RunOptions options) {
    this.context = context;
    this.host = context.host();
    this.installation = installation;
    this.options = options;
    this.state =
        StateDirectory.of(
            options.instance(), host.environment(), Path.of(System.getProperty("user.home")));
  }

  /**
   * Runs until it is cancelled or its time is over. Timing: blocking.
   *
   * @return the exit code
   * @throws RunRefusedException when it cannot begin, or does not end
   */
  int run() throws RunRefusedException {
    try {
      state.create();
      try (InstanceLock lock = InstanceLock.acquire(state.lock(), options.instance())) {
        return runAlone();
      }
    } catch (IOException e) {
      throw RunRefusedException.failed(
          about(),
          e.toString(),
          "make the path usable, or choose others with --conf and XDG_STATE_HOME",
          e);
    } catch (BundleException e) {
      throw RunRefusedException.failed(about(), e.getMessage(), seeLogs(), e);
    }
  }

  private int runAlone() throws IOException, BundleException, RunRefusedException {
    publishPaths();
    ModuleSegments segments = new ModuleSegments(context.discovery(), options.modules());
    segments.requireFree();
    ConfDirectory.fill(options.conf());
    DirectorySetting.requireSame(options.conf(), options.directory());
    ConfDirectory.copyLogging(state.logConfiguration());
    List<BundleFile> bundles = BundleSet.of(installation.bundles(), options.modules());
    try (ConsoleFile console = ConsoleFile.open(state.consoleFile())) {
      return hostBundles(bundles, segments);
    }
  }

  /** JNA and the configuration of the logs look for these nowhere else. */
  private void publishPaths() {
    System.setProperty("jna.tmpdir", state.temporary().toString());
    System.setProperty("evo.shm.log", state.log().toString());
  }

  private int hostBundles(List<BundleFile> bundles, ModuleSegments segments)
      throws BundleException, RunRefusedException {
    Container container =
        new Container(FrameworkProperties.of(state, options.conf(), options.directory()));
    boolean stopped;
    int exitCode;
    try {
      container.start(bundles);
      exitCode = serve(container, segments);
    } finally {
      stopped = container.stop();
    }
    if (!stopped) {
      throw RunRefusedException.failed(
          about(),
          "it has not stopped within " + Container.STOP_TIMEOUT_MS + " ms and is ended",
          seeLogs(),
          null);
    }
    return exitCode;
  }

  private int serve(Container container, ModuleSegments segments) {
    ModuleWatch watch = new ModuleWatch(container::modules, host.nanoClock(), host.cancellation());
    Map<String, ModuleStatus> statuses = watch.await(options.modules());
    if (!host.cancellation().requested()) {
      long pid = ProcessHandle.current().pid();
      new RunSummary(pid, options, state, segments.report(statuses))
          .print(context.output(), installation.command());
      if (!host.cancellation().await(options.durationNs().orElse(Long.MAX_VALUE))) {
        return judge(watch.statuses());
      }
    }
    return ExitCodes.GOOD;
  }

  /** Who gave it a time wants to know whether it worked; who ended it has seen that. */
  private int judge(Map<String, ModuleStatus> atTheEnd) {
    Optional<String> complaint = RunVerdict.complaint(options.modules(), atTheEnd);
    complaint.ifPresent(c -> context.output().note(c + "; log: " + state.logFile()));
    return complaint.isPresent() ? ExitCodes.PROBLEM : ExitCodes.GOOD;
  }

  private String about() {
    return "instance " + options.instance();
  }

  private String seeLogs() {
    return "see " + state.log();
  }
}
