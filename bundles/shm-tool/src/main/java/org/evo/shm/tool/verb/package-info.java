// SPDX-License-Identifier: Apache-2.0
/**
 * The verbs, each a class over the API's interfaces: what they work on, where they print, the clock
 * and the cancellation come through the constructor. Each returns an exit code and throws the typed
 * errors of {@code org.evo.shm.error}, which its caller reports.
 */
package org.evo.shm.tool.verb;
