// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.bench;

import java.util.OptionalDouble;

/**
 * One row of the result.
 *
 * @param measured what this is about
 * @param figures what was measured
 * @param floorNs the same protocol in C moving the same bytes, empty when there is no compiler
 * @param copyNs a plain copy of the same bytes in Java
 */
record BenchResult(
    BenchCase measured, Meter.Measured figures, OptionalDouble floorNs, double copyNs) {}
