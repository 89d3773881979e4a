/** Starts and ends the distribution: data folder, database and Karaf in one JVM. */
@NullMarked
package org.clientele.launcher;

import org.jspecify.annotations.NullMarked;
