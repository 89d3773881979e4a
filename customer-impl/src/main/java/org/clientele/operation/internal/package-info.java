/** Long work in PostgreSQL: what waits, who works on it, what came of it. */
@NullMarked
package org.clientele.operation.internal;

import org.jspecify.annotations.NullMarked;
