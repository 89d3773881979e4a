/** A PostgreSQL server of our own, run as a child process: {@link EmbeddedPostgres}, and {@link TestDatabase} for tests. */
@NullMarked
package org.clientele.postgres;

import org.jspecify.annotations.NullMarked;
