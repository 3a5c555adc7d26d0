// SPDX-License-Identifier: Apache-2.0
/**
 * The layout of records: fields with type, offset, count and unit, a fingerprint, and access to
 * them without allocation.
 *
 * <p>A layout travels in the segment itself, so that any reader and any tool can check and decode
 * it.
 */
@Export
@Version("1.0.0")
package org.evo.shm.layout;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
