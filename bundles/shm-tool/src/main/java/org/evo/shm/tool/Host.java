// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import java.util.Map;
import java.util.function.LongSupplier;
import org.evo.shm.tool.console.Cancellation;
import org.evo.shm.tool.console.Streams;

/**
 * What a command needs of the process it runs in.
 *
 * @param streams standard output and error
 * @param environment variables
 * @param nanoClock as {@link System#nanoTime()}
 * @param cancellation asks commands to come to their end
 * @param cores opens what the verbs work on
 */
public record Host(
    Streams streams,
    Map<String, String> environment,
    LongSupplier nanoClock,
    Cancellation cancellation,
    Cores cores) {}
