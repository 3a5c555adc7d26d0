// SPDX-License-Identifier: Apache-2.0
package org.evo.shm;

import java.nio.file.Path;

/**
 * A file that looks like a segment but cannot be used.
 *
 * @param file where it is
 * @param reason why it is passed over, for people
 */
public record SkippedFile(Path file, String reason) {}
